package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

// prizes are payments of 100 coins to new players.
func prizes(n *nakamatest.Nakama, count int) []ledger.Transaction {
	var list []ledger.Transaction
	for i := range count {
		t := prize(n.NewUser(fmt.Sprintf("winner%d", i)))
		t.Receipt.Key = fmt.Sprintf("prize:%d", i)
		list = append(list, t)
	}
	return list
}

// note is a further write that says which transactions are applied together.
func note(indices []int) (*runtime.StorageWrite, error) {
	return storage.Write(storage.Ref{Collection: "notes", Key: fmt.Sprint(indices)}, struct{}{}, storage.Absent, storage.ReadNone)
}

func wantApplied(t *testing.T, n *nakamatest.Nakama, list []ledger.Transaction, results []ledger.Result, applied ...bool) {
	t.Helper()
	for i, want := range applied {
		if results[i].Applied != want {
			t.Errorf("transaction %d: applied %v, want %v (%v)", i, results[i].Applied, want, results[i].Err)
		}
		if user := list[i].Coins[0].UserID; want && (n.Wallet(user)["coins"] != 100 || len(n.Ledger(user)) != 1) {
			t.Errorf("transaction %d: wallet %v, %d rows", i, n.Wallet(user), len(n.Ledger(user)))
		}
	}
}

func TestSeveralPaymentsAreOneTransaction(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 3)
	n.ResetCalls()
	results := ledger.New(n).ApplyAll(t.Context(), list, note)
	wantApplied(t, n, list, results, true, true, true)
	if user := list[1].Coins[0].UserID; len(results[1].Wallets) != 1 || results[1].Wallets[user]["coins"] != 100 {
		t.Errorf("wallets %v", results[1].Wallets)
	}
	if len(n.Calls()) != 2 {
		t.Errorf("calls %v, want one look at the accounts and one transaction", n.Calls())
	}
	if _, found := n.Object("notes", "[0 1 2]", ""); !found {
		t.Error("the further write is missing")
	}
}

func TestPaymentsThatExistAreLeftOutOfABatch(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 3)
	mustPay(t, ledger.New(n), list[1])
	results := ledger.New(n).ApplyAll(t.Context(), list, note)
	wantApplied(t, n, list, results, true, false, true)
	if results[1].Err != nil || results[1].Existing == nil {
		t.Errorf("%+v, want the existing receipt", results[1])
	}
	if _, found := n.Object("notes", "[0 2]", ""); !found || n.CountObjects("notes") != 1 {
		t.Error("the further write is not for those that are applied")
	}
}

func TestPaymentsWithoutAccountAreLeftOutOfABatch(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 4)
	mustPay(t, ledger.New(n), list[3])
	for _, i := range []int{1, 3} {
		if err := n.AccountDeleteId(t.Context(), list[i].Coins[0].UserID, false); err != nil {
			t.Fatal(err)
		}
	}
	results := ledger.New(n).ApplyAll(t.Context(), list, note)
	wantApplied(t, n, list, results, true, false, true, false)
	if !errors.Is(results[1].Err, ledger.ErrNoAccount) {
		t.Errorf("got %v, want ErrNoAccount", results[1].Err)
	}
	if results[3].Err != nil || results[3].Existing == nil {
		t.Errorf("%+v, want the existing receipt", results[3])
	}
}

func TestRefusedPaymentFailsItsBatchAndNotTheOthersAlone(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 3)
	n.SetWallet(list[1].Coins[0].UserID, `{"coins":"many"}`)
	for i, result := range ledger.New(n).ApplyAll(t.Context(), list, note) {
		if result.Err == nil || n.CountObjects(storage.Receipts) != 0 || n.CountObjects("notes") != 0 {
			t.Errorf("transaction %d: %+v; want an error and no write", i, result)
		}
	}
	for _, i := range []int{0, 2} {
		mustPay(t, ledger.New(n), list[i])
	}
}

func TestAnotherServersPaymentsAmidABatchArePaidOnce(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 4)
	other := n.AddServer("nakama2")
	done := false
	n.Before(func(_ int, method string) {
		if method == "MultiUpdate" && !done {
			done = true
			for _, i := range []int{0, 3} {
				if _, err := ledger.New(other).Apply(context.Background(), list[i]); err != nil {
					t.Error(err)
				}
			}
		}
	})
	results := ledger.New(n).ApplyAll(t.Context(), list, note)
	wantApplied(t, n, list, results, false, true, true, false)
	for _, p := range list {
		if coins := n.Wallet(p.Coins[0].UserID)["coins"]; coins != 100 {
			t.Errorf("a player has %d coins", coins)
		}
	}
}

func TestLostAnswerOfABatchIsFoundOut(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 2)
	n.FailAfter("MultiUpdate", 1, errDatabase)
	for i, result := range ledger.New(n).ApplyAll(t.Context(), list, note) {
		if result.Err != nil || result.Applied || result.Existing == nil {
			t.Errorf("transaction %d: %+v, want the existing receipt", i, result)
		}
	}
}

func TestBatchWithoutItsFurtherWriteIsNotApplied(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	list := prizes(n, 2)
	results := ledger.New(n).ApplyAll(t.Context(), list, func([]int) (*runtime.StorageWrite, error) { return nil, errDatabase })
	wantApplied(t, n, list, results, false, false)
	if !errors.Is(results[0].Err, errDatabase) || n.CountObjects(storage.Receipts) != 0 {
		t.Errorf("%+v, %d receipts", results[0], n.CountObjects(storage.Receipts))
	}
}
