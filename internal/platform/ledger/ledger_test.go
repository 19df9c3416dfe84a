package ledger_test

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

const missingUser = "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001"

var errDatabase = errors.New("database is away")

// server is a fake Nakama with a ledger on it and one player.
func server(t *testing.T) (*nakamatest.Nakama, *ledger.Ledger, string) {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	return n, ledger.New(n), n.NewUser("ann")
}

func prize(user string) ledger.Transaction {
	return ledger.Transaction{
		Receipt: storage.Ref{Collection: storage.Receipts, Key: "prize:1"},
		Content: map[string]any{"user_id": user, "coins": 100},
		Coins:   []ledger.Coins{{UserID: user, Amount: 100}},
		Reason:  "prize",
	}
}

func TestPaymentMovesCoinsAndWritesReceiptAndLedger(t *testing.T) {
	n, l, ann := server(t)
	outcome, err := l.Apply(t.Context(), prize(ann))
	if err != nil || !outcome.Applied || outcome.Wallets[ann]["coins"] != 100 || outcome.Existing != nil {
		t.Fatalf("Apply = %+v, %v", outcome, err)
	}
	if got := n.Wallet(ann)["coins"]; got != 100 {
		t.Errorf("wallet has %d coins, want 100", got)
	}
	receipt, found := n.Object(storage.Receipts, "prize:1", "")
	if !found || !strings.Contains(receipt, ann) {
		t.Errorf("receipt = %q, %v", receipt, found)
	}
	rows := n.Ledger(ann)
	if len(rows) != 1 || rows[0].Changeset["coins"] != 100 ||
		rows[0].Metadata["reason"] != "prize" || rows[0].Metadata["ref"] != "prize:1" {
		t.Errorf("ledger = %+v", rows)
	}
}

func TestSecondPaymentFindsReceipt(t *testing.T) {
	n, l, ann := server(t)
	mustPay(t, l, prize(ann))
	again := prize(ann)
	again.Coins[0].Amount = 5000
	outcome, err := l.Apply(t.Context(), again)
	if err != nil || outcome.Applied || outcome.Wallets != nil {
		t.Fatalf("Apply = %+v, %v; want not done", outcome, err)
	}
	var content struct {
		UserID string `json:"user_id"`
	}
	if err := json.Unmarshal(outcome.Existing, &content); err != nil || content.UserID != ann {
		t.Errorf("existing = %s, %v", outcome.Existing, err)
	}
	if got := n.Wallet(ann)["coins"]; got != 100 {
		t.Errorf("wallet has %d coins, want 100", got)
	}
}

func TestManyCallsAtOncePayOnce(t *testing.T) {
	n, _, ann := server(t)
	var group sync.WaitGroup
	done := make(chan bool, 32)
	for i := range 32 {
		server := n
		if i%2 == 0 {
			server = n.AddServer("nakama2")
		}
		group.Go(func() {
			outcome, err := ledger.New(server).Apply(t.Context(), prize(ann))
			if err != nil {
				t.Error(err)
			}
			done <- outcome.Applied
		})
	}
	group.Wait()
	close(done)
	count := 0
	for d := range done {
		if d {
			count++
		}
	}
	if coins := n.Wallet(ann)["coins"]; count != 1 || coins != 100 {
		t.Errorf("%d calls paid, wallet has %d coins; want 1 and 100", count, coins)
	}
}

func TestOwnedReceiptIsReadableByItsOwnerAlone(t *testing.T) {
	n, l, ann := server(t)
	owned, unowned := prize(ann), prize(ann)
	owned.Receipt.UserID = ann
	mustPay(t, l, owned)
	mustPay(t, l, unowned)
	for _, ref := range []storage.Ref{owned.Receipt, unowned.Receipt} {
		objects, err := n.StorageRead(t.Context(), []*runtime.StorageRead{{Collection: ref.Collection, Key: ref.Key, UserID: ref.UserID}})
		if err != nil || len(objects) != 1 {
			t.Fatalf("read %v: %v, %v", ref, objects, err)
		}
		want := int32(storage.ReadNone)
		if ref.UserID != "" {
			want = storage.ReadOwner
		}
		if o := objects[0]; o.GetPermissionRead() != want || o.GetPermissionWrite() != 0 {
			t.Errorf("receipt of %q may be read %d, written %d", ref.UserID, o.GetPermissionRead(), o.GetPermissionWrite())
		}
	}
}

func TestReceiptDecidesEvenIfTheAccountIsDeleted(t *testing.T) {
	_, l, ann := server(t)
	mustPay(t, l, prize(ann))
	tx := prize(ann)
	tx.Coins = append(tx.Coins, ledger.Coins{UserID: missingUser, Amount: 1})
	outcome, err := l.Apply(t.Context(), tx)
	if err != nil || outcome.Applied || outcome.Existing == nil {
		t.Errorf("Apply = %+v, %v; want the existing receipt", outcome, err)
	}
}

func TestReceiptTellsTheOutcomeOfACommitWithoutAnswer(t *testing.T) {
	n, l, ann := server(t)
	n.FailAfter("MultiUpdate", 1, errDatabase)
	outcome, err := l.Apply(t.Context(), prize(ann))
	if err != nil || outcome.Applied || outcome.Existing == nil {
		t.Fatalf("Apply = %+v, %v; want the existing receipt", outcome, err)
	}
	if got := n.Wallet(ann)["coins"]; got != 100 {
		t.Errorf("wallet has %d coins, want 100", got)
	}
}

func TestDeadlockedPaymentIsTriedAgain(t *testing.T) {
	n, l, ann := server(t)
	n.Fail("MultiUpdate", 2, errors.New("commit unexpectedly resulted in rollback"))
	if outcome := mustPay(t, l, prize(ann)); !outcome.Applied || n.Wallet(ann)["coins"] != 100 {
		t.Errorf("Apply = %+v, wallet %v", outcome, n.Wallet(ann))
	}
}

func TestUnknownOutcomeStaysAnError(t *testing.T) {
	n, l, ann := server(t)
	n.FailAfter("MultiUpdate", 1, errDatabase)
	n.Fail("StorageRead", 1, errors.New("still away"))
	_, err := l.Apply(t.Context(), prize(ann))
	if !errors.Is(err, errDatabase) || !strings.Contains(err.Error(), "still away") || apierr.CodeOf(err) != apierr.CodeInternal {
		t.Fatalf("Apply: %v", err)
	}
	outcome, err := l.Apply(t.Context(), prize(ann))
	if err != nil || outcome.Applied || n.Wallet(ann)["coins"] != 100 {
		t.Errorf("Apply again = %+v, %v, wallet %v", outcome, err, n.Wallet(ann))
	}
}

func TestCrashAtAnyCallPaysOnce(t *testing.T) {
	for _, when := range []string{"before", "after"} {
		for at := 1; ; at++ {
			n, l, ann := server(t)
			crash := func(call int, _ string) {
				if call == at {
					panic(nakamatest.Crash)
				}
			}
			if when == "before" {
				n.Before(crash)
			} else {
				n.After(crash)
			}
			crashed := nakamatest.Crashed(func() {
				if _, err := l.Apply(t.Context(), prize(ann)); err != nil {
					t.Errorf("crash %s call %d: %v", when, at, err)
				}
			})
			n.Restart()
			if _, err := ledger.New(n).Apply(t.Context(), prize(ann)); err != nil {
				t.Errorf("after a crash %s call %d: %v", when, at, err)
			}
			if got := n.Wallet(ann)["coins"]; got != 100 {
				t.Errorf("after a crash %s call %d the wallet has %d coins, want 100", when, at, got)
			}
			if !crashed {
				break
			}
		}
	}
}

func TestChangesOfOnePlayerAreAddedUp(t *testing.T) {
	n, l, ann := server(t)
	bob, eve := n.NewUser("bob"), n.NewUser("eve")
	tx := prize(ann)
	tx.Coins = []ledger.Coins{{ann, 30}, {bob, 5}, {ann, 12}, {eve, 7}, {eve, -7}}
	outcome := mustPay(t, l, tx)
	if n.Wallet(ann)["coins"] != 42 || n.Wallet(bob)["coins"] != 5 || len(n.Ledger(ann)) != 1 || len(n.Ledger(eve)) != 0 {
		t.Errorf("ann %v, bob %v, eve's ledger %v", n.Wallet(ann), n.Wallet(bob), n.Ledger(eve))
	}
	if len(outcome.Wallets) != 2 || outcome.Wallets[ann]["coins"] != 42 {
		t.Errorf("wallets = %v", outcome.Wallets)
	}
}

func TestEverythingOfATransactionIsWrittenTogether(t *testing.T) {
	n, l, ann := server(t)
	tx := prize(ann)
	tx.Content = nil
	tx.Writes = []*runtime.StorageWrite{{Collection: "unlocks", Key: "hats", UserID: ann, Value: `{"hats":[]}`, Version: storage.Absent}}
	tx.Accounts = []*runtime.AccountUpdate{{UserID: ann, Metadata: map[string]any{"hat": ""}}}
	mustPay(t, l, tx)
	if _, found := n.Object("unlocks", "hats", ann); !found {
		t.Error("the record is missing")
	}
	if _, found := n.Metadata(ann)["hat"]; !found {
		t.Error("the metadata is missing")
	}
	if receipt, _ := n.Object(storage.Receipts, "prize:1", ""); receipt != "{}" {
		t.Errorf("receipt = %q", receipt)
	}
}

func TestReceiptAloneIsAPayment(t *testing.T) {
	n, l, _ := server(t)
	outcome := mustPay(t, l, ledger.Transaction{Receipt: storage.Ref{Collection: storage.Receipts, Key: "nothing"}})
	if len(outcome.Wallets) != 0 || n.CountObjects(storage.Receipts) != 1 {
		t.Errorf("outcome %+v, %d receipts", outcome, n.CountObjects(storage.Receipts))
	}
}

func mustPay(t *testing.T, l *ledger.Ledger, tx ledger.Transaction) ledger.Outcome {
	t.Helper()
	outcome, err := l.Apply(t.Context(), tx)
	if err != nil || !outcome.Applied {
		t.Fatalf("Apply = %+v, %v", outcome, err)
	}
	return outcome
}
