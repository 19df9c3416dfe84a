package items

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

func (s *shop) gift() Grant {
	return Grant{
		UserID: s.ann, Coins: 50, Items: []Ref{{Skin, "classic"}, {Hat, "crown"}, {Hat, "alien"}},
		Reason: "sorry for the outage", Key: "outage-7",
	}
}

func TestGrantGivesCoinsAndItems(t *testing.T) {
	s := started(t)
	granted, err := s.Grant(t.Context(), s.gift())
	want := GrantResult{
		Wallet: map[string]int64{"coins": 250},
		Unlocks: map[string][]string{
			"titles": {"rookie"}, "hats": {"alien", "crown"}, "skins": {"classic", "plain"},
		},
	}
	if err != nil || !reflect.DeepEqual(granted, want) {
		t.Fatalf("Grant = %+v, %v, want %+v", granted, err, want)
	}
	s.wantCoins(250)
	if receipt, found := s.n.Object(storage.Receipts, "grant:outage-7", ""); !found || !strings.Contains(receipt, s.ann) {
		t.Errorf("receipt = %q, %v", receipt, found)
	}
	found := false
	for _, row := range s.n.Ledger(s.ann) {
		found = found || row.Metadata["reason"] == "sorry for the outage" && row.Metadata["ref"] == "grant:outage-7"
	}
	if !found {
		t.Errorf("ledger = %+v", s.n.Ledger(s.ann))
	}
}

func TestRepeatedGrantReturnsTheSameResult(t *testing.T) {
	s := started(t)
	first, err := s.Grant(t.Context(), s.gift())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}}); err != nil {
		t.Fatal(err)
	}
	again := s.gift()
	again.Items[0], again.Items[2] = again.Items[2], again.Items[0]
	second, err := s.Grant(t.Context(), again)
	if err != nil || !reflect.DeepEqual(first, second) {
		t.Errorf("Grant = %+v, %v, want %+v", second, err, first)
	}
	s.wantCoins(150)
}

func TestDifferentGrantWithUsedKeyIsRefused(t *testing.T) {
	s := started(t)
	if _, err := s.Grant(t.Context(), s.gift()); err != nil {
		t.Fatal(err)
	}
	bob := s.n.NewUser("bob")
	changes := map[string]func(*Grant){
		"user":       func(g *Grant) { g.UserID = bob },
		"coins":      func(g *Grant) { g.Coins++ },
		"no coins":   func(g *Grant) { g.Coins = 0 },
		"reason":     func(g *Grant) { g.Reason = "" },
		"fewer":      func(g *Grant) { g.Items = g.Items[:2] },
		"no items":   func(g *Grant) { g.Items = nil },
		"other item": func(g *Grant) { g.Items[0].Item = "plain" },
	}
	for name, change := range changes {
		grant := s.gift()
		change(&grant)
		_, err := s.Grant(t.Context(), grant)
		if apierr.CodeOf(err) != apierr.CodeFailedPrecondition || !strings.Contains(err.Error(), "key") {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.wantCoins(250)
	if s.n.Wallet(bob)["coins"] != 0 {
		t.Error("bob got coins")
	}
}

func TestCoinsOrItemsMayBeLeftOut(t *testing.T) {
	s := started(t)
	if _, err := s.Grant(t.Context(), Grant{UserID: s.ann, Coins: 1, Key: "a"}); err != nil {
		t.Error(err)
	}
	if _, err := s.Grant(t.Context(), Grant{UserID: s.ann, Items: []Ref{{Hat, "crown"}}, Key: "b"}); err != nil {
		t.Error(err)
	}
	for range 2 {
		if _, err := s.Grant(t.Context(), Grant{UserID: s.ann, Coins: 1, Key: "a"}); err != nil {
			t.Errorf("again: %v", err)
		}
	}
	s.wantCoins(201)
	s.wantObject(storage.Unlocks, "hats", `{"hats":["crown"]}`)
}

func TestGrantRefuses(t *testing.T) {
	many := make([]Ref, maxGrantItems+1)
	for i := range many {
		many[i] = Ref{Hat, "h" + strconv.Itoa(i)}
	}
	tests := []struct {
		name   string
		change func(*Grant)
		code   apierr.Code
		text   string
	}{
		{"no key", func(g *Grant) { g.Key = "" }, apierr.CodeInvalidArgument, "key"},
		{"long key", func(g *Grant) { g.Key = strings.Repeat("k", 101) }, apierr.CodeInvalidArgument, "key"},
		{"negative coins", func(g *Grant) { g.Coins = -1 }, apierr.CodeInvalidArgument, "coins"},
		{"too many coins", func(g *Grant) { g.Coins = 1_000_000_001 }, apierr.CodeInvalidArgument, "coins"},
		{"nothing", func(g *Grant) { g.Coins, g.Items = 0, nil }, apierr.CodeInvalidArgument, "coins or items"},
		{"long reason", func(g *Grant) { g.Reason = strings.Repeat("r", 129) }, apierr.CodeInvalidArgument, "reason"},
		{"many items", func(g *Grant) { g.Items = many }, apierr.CodeInvalidArgument, "items"},
		{"item twice", func(g *Grant) { g.Items[0] = g.Items[1] }, apierr.CodeInvalidArgument, "items[1]"},
		{"unknown slot", func(g *Grant) { g.Items[1].Slot = "cape" }, apierr.CodeInvalidArgument, "items[1].slot"},
		{"empty item", func(g *Grant) { g.Items[2].Item = "" }, apierr.CodeInvalidArgument, "items[2].item"},
		{"unknown item", func(g *Grant) { g.Items[2].Item = "halo" }, apierr.CodeNotFound, "items[2]"},
		{"unknown user", func(g *Grant) { g.UserID = "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001" }, apierr.CodeNotFound, "user_id"},
		{"system user", func(g *Grant) { g.UserID = uuid.System }, apierr.CodeNotFound, "user_id"},
		{
			"unknown user, coins alone",
			func(g *Grant) { g.UserID, g.Items = "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001", nil },
			apierr.CodeNotFound, "user_id",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := started(t)
			grant := s.gift()
			test.change(&grant)
			_, err := s.Grant(t.Context(), grant)
			wantCode(t, err, test.code, test.text)
			s.wantCoins(200)
			s.wantObject(storage.Unlocks, "hats", `{"hats":[]}`)
			if s.n.CountObjects(storage.Receipts) != 1 {
				t.Error("a receipt was written")
			}
		})
	}
}

func TestConcurrentEqualGrantsApplyOnce(t *testing.T) {
	s := started(t)
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() {
			granted, err := s.Grant(t.Context(), s.gift())
			if err != nil || granted.Wallet["coins"] != 250 {
				t.Errorf("Grant = %+v, %v", granted, err)
			}
		})
	}
	group.Wait()
	s.wantCoins(250)
}

func TestGrantWithMalformedReceiptIsInternalError(t *testing.T) {
	s := started(t)
	write := &runtime.StorageWrite{Collection: storage.Receipts, Key: "grant:outage-7", Value: `{"coins":"many"}`}
	if _, err := s.n.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Grant(t.Context(), s.gift())
	wantCode(t, err, apierr.CodeInternal, "outage-7")
	s.wantCoins(200)
}

func TestRepeatedGrantSucceedsIfTheFirstResultWasNotStored(t *testing.T) {
	for _, fail := range []func(*shop, string){
		func(s *shop, method string) { s.n.Fail(method, 1, errDatabase) },
		func(s *shop, method string) { s.n.FailAfter(method, 1, errDatabase) },
	} {
		s := started(t)
		fail(s, "StorageWrite")
		_, err := s.Grant(t.Context(), s.gift())
		wantCode(t, err, apierr.CodeInternal, errDatabase.Error())
		granted, err := s.Grant(t.Context(), s.gift())
		if err != nil || granted.Wallet["coins"] != 250 {
			t.Errorf("Grant = %+v, %v", granted, err)
		}
		s.wantCoins(250)
	}
}

func TestGrantFailuresAreInternalErrors(t *testing.T) {
	for _, method := range []string{"StorageRead", "AccountsGetId", "MultiUpdate"} {
		s := started(t)
		s.n.Fail(method, 1, errDatabase)
		_, err := s.Grant(t.Context(), s.gift())
		wantCode(t, err, apierr.CodeInternal, errDatabase.Error())
		if _, err := s.Grant(t.Context(), s.gift()); err != nil {
			t.Errorf("again after %s failed: %v", method, err)
		}
		s.wantCoins(250)
	}
	s := started(t)
	s.n.FailAfter("MultiUpdate", 1, errDatabase)
	granted, err := s.Grant(t.Context(), s.gift())
	if err != nil || granted.Wallet["coins"] != 250 {
		t.Errorf("Grant = %+v, %v", granted, err)
	}
}

func TestGrantAppliesOnceAcrossCrashes(t *testing.T) {
	act := func(s *shop) {
		if _, err := s.Grant(s.Context(), s.gift()); err != nil {
			s.Error(err)
		}
	}
	crashEverywhere(t, started, act, func(s *shop, _ string) {
		act(s)
		s.wantCoins(250)
		s.wantObject(storage.Unlocks, "hats", `{"hats":["alien","crown"]}`)
	})
}

func TestGrantThatWasMadeIsNotWrittenAgain(t *testing.T) {
	s := started(t)
	if _, err := s.Grant(t.Context(), s.gift()); err != nil {
		t.Fatal(err)
	}
	s.n.ResetCalls()
	if _, err := s.Grant(t.Context(), s.gift()); err != nil {
		t.Fatal(err)
	}
	if calls := s.n.Calls(); slices.Contains(calls, "MultiUpdate") {
		t.Errorf("Nakama logs the refused write as an error; calls were %v", calls)
	}
}
