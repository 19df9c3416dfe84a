package items

import (
	"reflect"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
)

// withoutHats is the shop after a restart with a catalog that has no hats.
func (s *shop) withoutHats() *Service {
	s.Helper()
	catalog, err := LoadCatalog([]byte(`{"starter_coins":200,"items":[
		{"slot":"title","item":"rookie","name":"Rookie","price":{"coins":0},"starter":true}]}`))
	if err != nil {
		s.Fatal(err)
	}
	return New(s.n, ledger.New(s.n), catalog, s.n.Now)
}

func TestPurchaseWithAKeyIsAnsweredAfterItsItemLeftTheCatalog(t *testing.T) {
	s := started(t)
	purchase := Purchase{Ref: Ref{Hat, "cowboy"}, Key: "k"}
	first, err := s.Purchase(t.Context(), s.ann, purchase)
	if err != nil {
		t.Fatal(err)
	}
	later := s.withoutHats()
	again, err := later.Purchase(t.Context(), s.ann, purchase)
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("first %+v, again %+v, %v", first, again, err)
	}
	s.wantCoins(100)
	_, err = later.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "alien"}, Key: "another"})
	wantCode(t, err, apierr.CodeNotFound, "item")
}

func TestGrantIsAnsweredAfterItsItemLeftTheCatalog(t *testing.T) {
	s := started(t)
	first, err := s.Grant(t.Context(), s.gift())
	if err != nil {
		t.Fatal(err)
	}
	later := s.withoutHats()
	again, err := later.Grant(t.Context(), s.gift())
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("first %+v, again %+v, %v", first, again, err)
	}
	s.wantCoins(250)
	other := s.gift()
	other.Key = "another"
	_, err = later.Grant(t.Context(), other)
	wantCode(t, err, apierr.CodeNotFound, "items[0]")
}
