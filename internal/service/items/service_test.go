package items

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

var errDatabase = errors.New("database is away")

// catalog has a starter title and skin; the hat is to be bought.
const testCatalog = `{"starter_coins":200,"items":[
	{"slot":"title","item":"rookie","name":"Rookie","price":{"coins":0},"starter":true},
	{"slot":"hat","item":"cowboy","name":"Cowboy","price":{"coins":100}},
	{"slot":"hat","item":"alien","name":"Alien","price":{"coins":100}},
	{"slot":"hat","item":"paper","name":"Paper Hat","price":{"coins":0}},
	{"slot":"hat","item":"crown","name":"Crown","price":{"coins":1000}},
	{"slot":"skin","item":"classic","name":"Classic","price":{"coins":0},"starter":true},
	{"slot":"skin","item":"plain","name":"Plain","price":{"coins":10},"starter":true}]}`

// shop is the service on a fake Nakama with one player.
type shop struct {
	*testing.T
	n *nakamatest.Nakama
	*Service
	ann string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	return &shop{T: t, n: n, Service: serviceOn(t, n), ann: n.NewUser("ann")}
}

// started is a shop whose player has started.
func started(t *testing.T) *shop {
	t.Helper()
	s := newShop(t)
	if err := s.GrantStarter(t.Context(), s.ann); err != nil {
		t.Fatal(err)
	}
	return s
}

func serviceOn(t *testing.T, n *nakamatest.Nakama) *Service {
	t.Helper()
	catalog, err := LoadCatalog([]byte(testCatalog))
	if err != nil {
		t.Fatal(err)
	}
	return New(n, ledger.New(n), catalog, n.Now)
}

// write puts a record into the database.
func (s *shop) write(collection, key, value string) {
	s.Helper()
	_, err := s.n.StorageWrite(s.Context(), []*runtime.StorageWrite{{Collection: collection, Key: key, UserID: s.ann, Value: value}})
	if err != nil {
		s.Fatal(err)
	}
}

// wantObject checks a record of the player.
func (s *shop) wantObject(collection, key, want string) {
	s.Helper()
	got, _ := s.n.Object(collection, key, s.ann)
	if !sameJSON(s.T, got, want) {
		s.Errorf("%s/%s = %s, want %s", collection, key, got, want)
	}
}

func (s *shop) wantCoins(want int64) {
	s.Helper()
	if got := s.n.Wallet(s.ann)["coins"]; got != want {
		s.Errorf("wallet has %d coins, want %d", got, want)
	}
}

func (s *shop) wantMetadata(want map[string]any) {
	s.Helper()
	if got := s.n.Metadata(s.ann); !reflect.DeepEqual(got, want) {
		s.Errorf("metadata = %v, want %v", got, want)
	}
}

func wantCode(t *testing.T, err error, code apierr.Code, text string) {
	t.Helper()
	if err == nil || apierr.CodeOf(err) != code || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v (code %d), want code %d and %q", err, apierr.CodeOf(err), code, text)
	}
}

func TestCatalogListsOwnedItems(t *testing.T) {
	s := started(t)
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "alien"}}); err != nil {
		t.Fatal(err)
	}
	listings, err := s.Catalog(t.Context(), s.ann)
	if err != nil || len(listings) != 7 {
		t.Fatalf("Catalog = %v, %v", listings, err)
	}
	for _, l := range listings {
		if want := l.Starter || l.Item == "alien"; l.Owned != want {
			t.Errorf("%s %s: owned = %v", l.Slot, l.Item, l.Owned)
		}
	}
	want := Listing{Ref: Ref{Hat, "alien"}, Name: "Alien", Price: Price{Coins: 100}, Owned: true}
	if listings[2] != want {
		t.Errorf("listing = %+v, want %+v", listings[2], want)
	}
}

func TestNewPlayerOwnsNothing(t *testing.T) {
	s := newShop(t)
	listings, err := s.Catalog(t.Context(), s.ann)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range listings {
		if l.Owned {
			t.Errorf("%s %s is owned", l.Slot, l.Item)
		}
	}
}

func TestMalformedUnlocksAreNotOverwritten(t *testing.T) {
	for _, record := range []string{`{"hats":"cowboy"}`, `{"hats":[1]}`, `{"hats":{}}`} {
		s := newShop(t)
		s.write(storage.Unlocks, "hats", record)
		s.n.SetWallet(s.ann, `{"coins":500}`)
		_, listing := s.Catalog(t.Context(), s.ann)
		_, equip := s.Equip(t.Context(), s.ann, Hat, "cowboy")
		_, purchase := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
		_, grant := s.Grant(t.Context(), Grant{UserID: s.ann, Coins: 1, Items: []Ref{{Hat, "alien"}}, Key: "k"})
		for _, err := range []error{listing, equip, purchase, grant, s.GrantStarter(t.Context(), s.ann)} {
			wantCode(t, err, apierr.CodeInternal, "unlocks/hats")
		}
		s.wantObject(storage.Unlocks, "hats", record)
		s.wantCoins(500)
		if s.n.CountObjects(storage.Receipts) != 0 {
			t.Error("a receipt was written")
		}
	}
}

func TestUnlocksWithoutListAreEmptyAndKeepOtherEntries(t *testing.T) {
	for _, record := range []string{`{"note":"from the old game"}`, `{"note":"from the old game","hats":null}`} {
		s := newShop(t)
		s.write(storage.Unlocks, "hats", record)
		if _, err := s.Grant(t.Context(), Grant{UserID: s.ann, Items: []Ref{{Hat, "alien"}}, Key: "k"}); err != nil {
			t.Fatal(err)
		}
		s.wantObject(storage.Unlocks, "hats", `{"note":"from the old game","hats":["alien"]}`)
	}
}

func TestConcurrentPurchasesGrantsAndEquipsAllApply(t *testing.T) {
	s := started(t)
	s.n.SetWallet(s.ann, `{"coins":5000}`)
	var group sync.WaitGroup
	for _, item := range []string{"cowboy", "alien", "paper", "crown"} {
		for range 3 {
			group.Go(func() {
				_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, item}})
				if err != nil && apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
					t.Errorf("purchase %s: %v", item, err)
				}
			})
		}
	}
	group.Wait()
	s.wantCoins(5000 - 100 - 100 - 1000)
	listings, err := s.Catalog(t.Context(), s.ann)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range listings {
		if !l.Owned {
			t.Errorf("%s %s was lost", l.Slot, l.Item)
		}
	}
}

func TestUnreadableAccountsAreInternalErrors(t *testing.T) {
	s := owner(t)
	s.n.SetWallet(s.ann, `{"coins":"many"}`)
	_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "halo"}})
	wantCode(t, err, apierr.CodeNotFound, "item")
	_, err = s.Grant(t.Context(), Grant{UserID: s.ann, Items: []Ref{{Hat, "alien"}}, Key: "k"})
	wantCode(t, err, apierr.CodeInternal, "wallet")
	_, err = s.Grant(t.Context(), Grant{UserID: s.ann, Coins: 1, Key: "l"})
	wantCode(t, err, apierr.CodeInternal, "pay")
}
