package items

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

func TestPurchaseTakesThePriceAndAddsTheItem(t *testing.T) {
	s := started(t)
	bought, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
	if err != nil || bought.Wallet["coins"] != 100 || !slices.Equal(bought.Owned, []string{"cowboy"}) {
		t.Fatalf("Purchase = %+v, %v", bought, err)
	}
	s.wantCoins(100)
	s.wantObject(storage.Unlocks, "hats", `{"hats":["cowboy"]}`)
	receipt, found := s.n.Object(storage.Receipts, "purchase:"+s.ann+":hat:cowboy", "")
	if !found || !strings.Contains(receipt, "cowboy") || !strings.Contains(receipt, "100") {
		t.Errorf("receipt = %q, %v", receipt, found)
	}
	rows := s.n.Ledger(s.ann)
	if len(rows) != 2 || !slices.ContainsFunc(rows, func(row entry) bool {
		return row.Changeset["coins"] == -100 && row.Metadata["reason"] == "purchase" && row.Metadata["ref"] == "purchase:"+s.ann+":hat:cowboy"
	}) {
		t.Errorf("ledger = %+v", rows)
	}
}

func TestFreeItemCostsNothing(t *testing.T) {
	s := started(t)
	bought, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "paper"}})
	if err != nil || bought.Wallet["coins"] != 200 || !slices.Equal(bought.Owned, []string{"paper"}) {
		t.Fatalf("Purchase = %+v, %v", bought, err)
	}
	if len(s.n.Ledger(s.ann)) != 1 {
		t.Error("nothing was paid, but the ledger has a row")
	}
}

func TestPurchaseRefuses(t *testing.T) {
	tests := []struct {
		name string
		ref  Ref
		code apierr.Code
		text string
	}{
		{"not enough coins", Ref{Hat, "crown"}, apierr.CodeFailedPrecondition, "not enough coins"},
		{"owned already", Ref{Skin, "classic"}, apierr.CodeFailedPrecondition, "own"},
		{"unknown item", Ref{Hat, "halo"}, apierr.CodeNotFound, "item"},
		{"item of another slot", Ref{Skin, "cowboy"}, apierr.CodeNotFound, "item"},
		{"no item", Ref{Hat, ""}, apierr.CodeInvalidArgument, "item"},
		{"huge item", Ref{Hat, strings.Repeat("a", 65)}, apierr.CodeInvalidArgument, "item"},
		{"unknown slot", Ref{"cape", "cowboy"}, apierr.CodeInvalidArgument, "slot"},
		{"no slot", Ref{"", "cowboy"}, apierr.CodeInvalidArgument, "slot"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := started(t)
			receipts := s.n.CountObjects(storage.Receipts)
			_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: test.ref})
			wantCode(t, err, test.code, test.text)
			s.wantCoins(200)
			s.wantObject(storage.Unlocks, "hats", `{"hats":[]}`)
			if s.n.CountObjects(storage.Receipts) != receipts {
				t.Error("a receipt was written")
			}
		})
	}
}

func TestSecondPurchaseChargesNothing(t *testing.T) {
	s := started(t)
	for i := range 3 {
		_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
		if i > 0 {
			wantCode(t, err, apierr.CodeFailedPrecondition, "own")
		}
	}
	s.wantCoins(100)
}

func TestConcurrentPurchasesChargeOnce(t *testing.T) {
	s := started(t)
	var group sync.WaitGroup
	bought := make(chan bool, 16)
	for range cap(bought) {
		group.Go(func() {
			_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
			if err != nil && apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
				t.Error(err)
			}
			bought <- err == nil
		})
	}
	group.Wait()
	close(bought)
	count := 0
	for b := range bought {
		if b {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d purchases succeeded, want 1", count)
	}
	s.wantCoins(100)
	s.wantObject(storage.Unlocks, "hats", `{"hats":["cowboy"]}`)
}

func TestPurchaseSucceedsIfTheDatabaseLostItsAnswer(t *testing.T) {
	s := started(t)
	s.n.FailAfter("MultiUpdate", 1, errDatabase)
	bought, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
	if err != nil || bought.Wallet["coins"] != 100 || !slices.Equal(bought.Owned, []string{"cowboy"}) {
		t.Errorf("Purchase = %+v, %v", bought, err)
	}
	s.wantCoins(100)
}

func TestPurchaseIsRetriedAfterDeadlock(t *testing.T) {
	s := started(t)
	s.n.Fail("MultiUpdate", 2, errors.New("commit unexpectedly resulted in rollback"))
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}}); err != nil {
		t.Error(err)
	}
	s.wantCoins(100)
}

func TestPurchaseFailuresAreInternalErrors(t *testing.T) {
	for _, method := range []string{"StorageRead", "AccountsGetId", "MultiUpdate"} {
		s := started(t)
		s.n.Fail(method, 1, errDatabase)
		_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
		wantCode(t, err, apierr.CodeInternal, errDatabase.Error())
		s.wantCoins(200)
		if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}}); err != nil {
			t.Errorf("again after %s failed: %v", method, err)
		}
		s.wantCoins(100)
	}
}

// An operator who takes an unlock away does not make the player pay again.
func TestRemovedItemIsNotSoldAgain(t *testing.T) {
	s := started(t)
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}}); err != nil {
		t.Fatal(err)
	}
	s.write(storage.Unlocks, "hats", `{"hats":[]}`)
	_, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
	wantCode(t, err, apierr.CodeFailedPrecondition, "already")
	s.wantCoins(100)
}

func TestPurchaseChargesOnceAcrossCrashes(t *testing.T) {
	act := func(s *shop) {
		_, err := s.Purchase(s.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}})
		if err != nil && apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
			s.Error(err)
		}
	}
	crashEverywhere(t, started, act, func(s *shop, where string) {
		record, _ := s.n.Object(storage.Unlocks, "hats", s.ann)
		if owned, paid := strings.Contains(record, "cowboy"), s.n.Wallet(s.ann)["coins"] == 100; owned != paid {
			s.Errorf("crash %s: owned %v, paid %v", where, owned, paid)
		}
		act(s)
		s.wantCoins(100)
		s.wantObject(storage.Unlocks, "hats", `{"hats":["cowboy"]}`)
	})
}
