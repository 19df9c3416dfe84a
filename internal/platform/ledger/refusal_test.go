package ledger_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

func TestRefusedPaymentWritesNothing(t *testing.T) {
	tests := []struct {
		name   string
		change func(*testing.T, *nakamatest.Nakama, *ledger.Transaction)
		code   apierr.Code
		is     error
	}{
		{
			name:   "too few coins",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) { e.Coins[0].Amount = -1 },
			code:   apierr.CodeFailedPrecondition,
		},
		{
			name: "too many coins",
			change: func(_ *testing.T, n *nakamatest.Nakama, e *ledger.Transaction) {
				n.SetWallet(e.Coins[0].UserID, `{"coins":9223372036854775807}`)
			},
			code: apierr.CodeFailedPrecondition,
		},
		{
			name: "another write lost a race",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) {
				e.Writes = []*runtime.StorageWrite{{Collection: "unlocks", Key: "hats", UserID: e.Coins[0].UserID, Value: `{}`, Version: "stale"}}
			},
			code: apierr.CodeAborted,
		},
		{
			name: "one of two players has no account",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) {
				e.Coins = append(e.Coins, ledger.Coins{UserID: missingUser, Amount: 1})
			},
			code: apierr.CodeInternal, is: ledger.ErrNoAccount,
		},
		{
			name:   "owner of the receipt has no account",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) { e.Receipt.UserID = missingUser },
			code:   apierr.CodeInternal, is: ledger.ErrNoAccount,
		},
		{
			name: "owner of a write has no account",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) {
				e.Writes = []*runtime.StorageWrite{{Collection: "unlocks", Key: "hats", UserID: missingUser, Value: `{}`}}
			},
			code: apierr.CodeInternal, is: ledger.ErrNoAccount,
		},
		{
			name: "account to update is missing",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) {
				e.Accounts = []*runtime.AccountUpdate{{UserID: missingUser, Metadata: map[string]any{}}}
			},
			code: apierr.CodeInternal, is: ledger.ErrNoAccount,
		},
		{
			name: "wallet is broken",
			change: func(_ *testing.T, n *nakamatest.Nakama, e *ledger.Transaction) {
				n.SetWallet(e.Coins[0].UserID, `{"coins":"many"}`)
			},
			code: apierr.CodeInternal,
		},
		{
			name: "content is no JSON",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *ledger.Transaction) {
				e.Content = func() {}
			},
			code: apierr.CodeInternal,
		},
		{
			name: "accounts cannot be read",
			change: func(_ *testing.T, n *nakamatest.Nakama, _ *ledger.Transaction) {
				n.Fail("AccountsGetId", 1, errDatabase)
			},
			code: apierr.CodeInternal, is: errDatabase,
		},
		{
			name: "database ended a deadlock",
			change: func(_ *testing.T, n *nakamatest.Nakama, _ *ledger.Transaction) {
				n.Fail("MultiUpdate", 3, errors.New("commit unexpectedly resulted in rollback"))
			},
			code: apierr.CodeAborted,
		},
		{
			name:   "database fails",
			change: func(_ *testing.T, n *nakamatest.Nakama, _ *ledger.Transaction) { n.Fail("MultiUpdate", 1, errDatabase) },
			code:   apierr.CodeInternal, is: errDatabase,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, l, ann := server(t)
			tx := prize(ann)
			test.change(t, n, &tx)
			before := len(n.Ledger(ann))
			_, err := l.Apply(t.Context(), tx)
			if err == nil || apierr.CodeOf(err) != test.code || !errors.Is(err, test.is) && test.is != nil {
				t.Fatalf("Apply: %v (code %d), want code %d, is %v", err, apierr.CodeOf(err), test.code, test.is)
			}
			if n.CountObjects(storage.Receipts) != 0 || n.CountObjects(storage.Unlocks) != 0 || len(n.Ledger(ann)) != before {
				t.Error("something was written")
			}
		})
	}
}

func TestPaymentWithoutReceiptIsRefused(t *testing.T) {
	n, l, ann := server(t)
	for _, ref := range []storage.Ref{{}, {Collection: storage.Receipts}, {Key: "x"}} {
		tx := prize(ann)
		tx.Receipt = ref
		if _, err := l.Apply(t.Context(), tx); err == nil {
			t.Errorf("receipt %+v was accepted", ref)
		}
	}
	if n.Wallet(ann)["coins"] != 0 {
		t.Error("coins moved without a receipt")
	}
}

func TestPaymentThatAWalletCannotMakeIsNotTried(t *testing.T) {
	n, l, ann := server(t)
	n.SetWallet(ann, `{"coins":99}`)
	payment := prize(ann)
	payment.Coins[0].Amount = -100
	if _, err := l.Apply(t.Context(), payment); apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
		t.Errorf("got %v", err)
	}
	if calls := n.Calls(); slices.Contains(calls, "MultiUpdate") {
		t.Errorf("Nakama logs what it refuses as an error; calls were %v", calls)
	}
	n.SetWallet(ann, `{"coins":100}`)
	mustPay(t, l, payment)
	n.SetWallet(ann, `{"coins":0}`)
	if outcome, err := l.Apply(t.Context(), payment); err != nil || outcome.Existing == nil {
		t.Errorf("again, with an empty wallet: %+v, %v; want the receipt", outcome, err)
	}
}
