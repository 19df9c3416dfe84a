package lookup_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/service/lookup"
	"sagishi/internal/testing/nakamatest"
)

func pay(t *testing.T, n *nakamatest.Nakama, user, key, owner string) {
	t.Helper()
	if _, err := ledger.New(n).Apply(t.Context(), ledger.Transaction{
		Receipt: storage.Ref{Collection: storage.Receipts, Key: key, UserID: owner},
		Content: map[string]string{"for": key}, Coins: []ledger.Coins{{UserID: user, Amount: 5}}, Reason: "test of " + key,
	}); err != nil {
		t.Fatal(err)
	}
}

func player(t *testing.T, n *nakamatest.Nakama, user string) lookup.Player {
	t.Helper()
	s := lookup.New(n)
	account, err := s.Find(t.Context(), user, "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Player(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLastTwentyRowsAreShownWithTheirReceipts(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.NewUser("ann"), n.NewUser("bob")
	pay(t, n, ann, "starter", ann)
	for i := range 25 {
		pay(t, n, ann, fmt.Sprintf("grant:%d", i), "")
		pay(t, n, bob, fmt.Sprintf("grant:bob:%d", i), "")
	}
	n.SetWallet(ann, `{"coins":7}`)
	if _, _, err := n.WalletUpdate(t.Context(), ann, map[string]int64{"coins": 1}, map[string]any{}, true); err != nil {
		t.Fatal(err)
	}
	p := player(t, n, ann)
	if len(p.Ledger) != 20 || p.Ledger[0].Receipt != "" || p.Ledger[0].Coins != 1 || p.Ledger[1].Receipt != "grant:24" || p.Ledger[1].Reason != "test of grant:24" || p.Ledger[1].At.IsZero() {
		t.Errorf("%d rows: %+v", len(p.Ledger), p.Ledger)
	}
	if len(p.Receipts) != 20 || p.Receipts[0].Key != "grant:24" || p.Receipts[0].Owner != "server" || string(p.Receipts[0].Content) != `{"for": "grant:24"}` {
		t.Errorf("%d receipts: %+v", len(p.Receipts), p.Receipts)
	}
	if last := p.Receipts[19]; last.Key != "starter" || last.Owner != "player" {
		t.Errorf("the player's own receipt is missing: %+v", last)
	}
	if string(p.Wallet) != `{"coins": 8}` {
		t.Errorf("wallet %s", p.Wallet)
	}
}

func TestRecordsAreShownAsTheyAre(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.NewUser("ann")
	for _, write := range []*runtime.StorageWrite{
		{Collection: storage.Unlocks, Key: "hats", Value: `{"hats":["cowboy"]}`},
		{Collection: storage.Unlocks, Key: "skins", Value: `{"suits":7}`},
		{Collection: storage.Stats, Key: "rating", Value: `{"skill":"high"}`},
	} {
		write.UserID = ann
		if _, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); err != nil {
			t.Fatal(err)
		}
	}
	p := player(t, n, ann)
	got := fmt.Sprintf("%s %s %s %s %s", p.Unlocks["hats"], p.Unlocks["skins"], p.Unlocks["titles"], p.Rating, p.Lifetime)
	if strings.ReplaceAll(got, " ", "") != `["cowboy"]{"suits":7}{"skill":"high"}` {
		t.Errorf("got %s", got)
	}
}

func TestUnknownPlayersAreNotFound(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	s := lookup.New(n)
	for field, name := range map[string][2]string{"user_id": {"9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001", ""}, "username": {"", "ann"}} {
		if _, err := s.Find(t.Context(), name[0], name[1]); apierr.CodeOf(err) != apierr.CodeNotFound || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestEachFailureIsAnError(t *testing.T) {
	for _, call := range []string{"UsersGetUsername", "AccountsGetId", "WalletLedgerList", "StorageList", "StorageRead"} {
		n := nakamatest.New(nakamatest.Options{})
		pay(t, n, n.NewUser("ann"), "starter", "")
		n.Fail(call, 1, errors.New("database is away"))
		account, err := lookup.New(n).Find(t.Context(), "", "ann")
		if err == nil {
			_, err = lookup.New(n).Player(t.Context(), account)
		}
		if err == nil || apierr.CodeOf(err) != apierr.CodeInternal {
			t.Errorf("%s: %v", call, err)
		}
	}
}
