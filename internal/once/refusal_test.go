package once_test

import (
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/fault"
	"sagishi/internal/nakamatest"
	"sagishi/internal/once"
	"sagishi/internal/store"
)

func TestRefusedPaymentWritesNothing(t *testing.T) {
	tests := []struct {
		name   string
		change func(*testing.T, *nakamatest.Nakama, *once.Entry)
		code   fault.Code
		is     error
	}{
		{
			name:   "too few coins",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) { e.Coins[0].Amount = -1 },
			code:   fault.CodeFailedPrecondition,
		},
		{
			name: "too many coins",
			change: func(_ *testing.T, n *nakamatest.Nakama, e *once.Entry) {
				n.SetWallet(e.Coins[0].UserID, `{"coins":9223372036854775807}`)
			},
			code: fault.CodeFailedPrecondition,
		},
		{
			name: "another write lost a race",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) {
				e.Writes = []*runtime.StorageWrite{{Collection: "unlocks", Key: "hats", UserID: e.Coins[0].UserID, Value: `{}`, Version: "stale"}}
			},
			code: fault.CodeAborted,
		},
		{
			name: "one of two players is gone",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) {
				e.Coins = append(e.Coins, once.Coins{UserID: gone, Amount: 1})
			},
			code: fault.CodeInternal, is: once.ErrNoAccount,
		},
		{
			name:   "owner of the receipt is gone",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) { e.Receipt.UserID = gone },
			code:   fault.CodeInternal, is: once.ErrNoAccount,
		},
		{
			name: "owner of a write is gone",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) {
				e.Writes = []*runtime.StorageWrite{{Collection: "unlocks", Key: "hats", UserID: gone, Value: `{}`}}
			},
			code: fault.CodeInternal, is: once.ErrNoAccount,
		},
		{
			name: "account to update is gone",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) {
				e.Accounts = []*runtime.AccountUpdate{{UserID: gone, Metadata: map[string]any{}}}
			},
			code: fault.CodeInternal, is: once.ErrNoAccount,
		},
		{
			name: "wallet is broken",
			change: func(_ *testing.T, n *nakamatest.Nakama, e *once.Entry) {
				n.SetWallet(e.Coins[0].UserID, `{"coins":"many"}`)
			},
			code: fault.CodeInternal,
		},
		{
			name: "content is no JSON",
			change: func(_ *testing.T, _ *nakamatest.Nakama, e *once.Entry) {
				e.Content = func() {}
			},
			code: fault.CodeInternal,
		},
		{
			name:   "accounts cannot be read",
			change: func(_ *testing.T, n *nakamatest.Nakama, _ *once.Entry) { n.Fail("AccountsGetId", 1, errDatabase) },
			code:   fault.CodeInternal, is: errDatabase,
		},
		{
			name: "database ended a deadlock",
			change: func(_ *testing.T, n *nakamatest.Nakama, _ *once.Entry) {
				n.Fail("MultiUpdate", 3, errors.New("commit unexpectedly resulted in rollback"))
			},
			code: fault.CodeAborted,
		},
		{
			name:   "database fails",
			change: func(_ *testing.T, n *nakamatest.Nakama, _ *once.Entry) { n.Fail("MultiUpdate", 1, errDatabase) },
			code:   fault.CodeInternal, is: errDatabase,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, ledger, ann := server(t)
			entry := prize(ann)
			test.change(t, n, &entry)
			before := len(n.Ledger(ann))
			_, err := ledger.Do(t.Context(), entry)
			if err == nil || fault.CodeOf(err) != test.code || !errors.Is(err, test.is) && test.is != nil {
				t.Fatalf("Do: %v (code %d), want code %d, is %v", err, fault.CodeOf(err), test.code, test.is)
			}
			if n.Objects(store.Receipts) != 0 || n.Objects(store.Unlocks) != 0 || len(n.Ledger(ann)) != before {
				t.Error("something was written")
			}
		})
	}
}

func TestPaymentWithoutReceiptIsRefused(t *testing.T) {
	n, ledger, ann := server(t)
	for _, ref := range []store.Ref{{}, {Collection: store.Receipts}, {Key: "x"}} {
		entry := prize(ann)
		entry.Receipt = ref
		if _, err := ledger.Do(t.Context(), entry); err == nil {
			t.Errorf("receipt %+v was accepted", ref)
		}
	}
	if n.Wallet(ann)["coins"] != 0 {
		t.Error("coins moved without a receipt")
	}
}
