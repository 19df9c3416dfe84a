package items

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

// entry is a row of a wallet ledger.
type entry = nakamatest.LedgerEntry

// wantStart checks everything that a new player has.
func (s *shop) wantStart() {
	s.Helper()
	s.wantCoins(200)
	s.wantMetadata(map[string]any{"title": "rookie", "hat": "", "skin": "classic"})
	s.wantObject(storage.Unlocks, "titles", `{"titles":["rookie"]}`)
	s.wantObject(storage.Unlocks, "hats", `{"hats":[]}`)
	s.wantObject(storage.Unlocks, "skins", `{"skins":["classic","plain"]}`)
	s.wantObject(storage.Equipment, "current", `{"title":"rookie","hat":"","skin":"classic"}`)
	if rows := s.n.Ledger(s.ann); len(rows) != 1 || rows[0].Metadata["reason"] != "starter" {
		s.Errorf("ledger = %+v", rows)
	}
}

func TestGrantStarterGivesItemsCoinsAndEquipment(t *testing.T) {
	started(t).wantStart()
}

func TestRepeatedGrantStarterMakesOneRead(t *testing.T) {
	s := started(t)
	s.n.ResetCalls()
	if err := s.GrantStarter(t.Context(), s.ann); err != nil {
		t.Fatal(err)
	}
	if calls := s.n.Calls(); !slices.Equal(calls, []string{"StorageRead"}) {
		t.Errorf("calls = %v", calls)
	}
	s.wantStart()
}

func TestRepeatedGrantStarterKeepsWalletAndEquipment(t *testing.T) {
	s := started(t)
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Equip(t.Context(), s.ann, Hat, "cowboy"); err != nil {
		t.Fatal(err)
	}
	if err := s.GrantStarter(t.Context(), s.ann); err != nil {
		t.Fatal(err)
	}
	s.wantCoins(100)
	s.wantObject(storage.Equipment, "current", `{"title":"rookie","hat":"cowboy","skin":"classic"}`)
}

func TestGrantStarterKeepsEarlierItemsAndEquipment(t *testing.T) {
	s := newShop(t)
	if err := s.n.AccountUpdateId(t.Context(), s.ann, "", map[string]any{"clan": "red"}, "", "", "", "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Grant(t.Context(), Grant{UserID: s.ann, Coins: 5, Items: []Ref{{Hat, "alien"}, {Skin, "plain"}}, Key: "k"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Equip(t.Context(), s.ann, Hat, "alien"); err != nil {
		t.Fatal(err)
	}
	if err := s.GrantStarter(t.Context(), s.ann); err != nil {
		t.Fatal(err)
	}
	s.wantCoins(205)
	s.wantMetadata(map[string]any{"clan": "red", "title": "", "hat": "alien", "skin": ""})
	s.wantObject(storage.Unlocks, "hats", `{"hats":["alien"]}`)
	s.wantObject(storage.Unlocks, "skins", `{"skins":["plain","classic"]}`)
}

func TestConcurrentGrantStarterAppliesOnce(t *testing.T) {
	s := newShop(t)
	other := serviceOn(t, s.n.AddServer("nakama2"))
	var group sync.WaitGroup
	for i := range 16 {
		service := s.Service
		if i%2 == 0 {
			service = other
		}
		group.Go(func() {
			if err := service.GrantStarter(t.Context(), s.ann); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	s.wantStart()
}

func TestGrantStarterSucceedsAfterFailure(t *testing.T) {
	for _, method := range []string{"StorageRead", "AccountsGetId", "MultiUpdate"} {
		s := newShop(t)
		s.n.Fail(method, 1, errDatabase)
		wantCode(t, s.GrantStarter(t.Context(), s.ann), apierr.CodeInternal, errDatabase.Error())
		if err := s.GrantStarter(t.Context(), s.ann); err != nil {
			t.Errorf("again after %s failed: %v", method, err)
		}
		s.wantStart()
	}
	s := newShop(t)
	s.n.FailAfter("MultiUpdate", 1, errDatabase)
	if err := s.GrantStarter(t.Context(), s.ann); err != nil {
		t.Errorf("the answer was lost, but the player has started: %v", err)
	}
	s.wantStart()
}

func TestGrantStarterOfMissingAccountFails(t *testing.T) {
	s := newShop(t)
	err := s.GrantStarter(t.Context(), "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001")
	if err == nil || s.n.CountObjects(storage.Receipts) != 0 || errors.Is(err, ledger.ErrNoAccount) {
		t.Errorf("GrantStarter = %v", err)
	}
}

func TestGrantStarterAppliesOnceAcrossCrashes(t *testing.T) {
	act := func(s *shop) {
		if err := s.GrantStarter(s.Context(), s.ann); err != nil {
			s.Error(err)
		}
	}
	crashEverywhere(t, newShop, act, func(s *shop, _ string) {
		if s.n.CountObjects(storage.Receipts) == 0 && (s.n.Wallet(s.ann)["coins"] != 0 || s.n.CountObjects(storage.Unlocks) != 0) {
			s.Error("half a start")
		}
		act(s)
		s.wantStart()
	})
}
