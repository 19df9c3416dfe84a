package ledger_test

import (
	"testing"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

func TestPaymentLeavesOneLineAndOneCount(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.NewUser("ann")
	l := ledger.New(n).Reporting(n.Logger(), n)
	mustPay(t, l, prize(ann))
	if _, err := l.Apply(t.Context(), prize(ann)); err != nil { // the receipt exists
		t.Fatal(err)
	}
	price := ledger.Transaction{
		Receipt: storage.Ref{Collection: storage.Receipts, Key: "purchase:1"}, Reason: "purchase",
		Coins: []ledger.Coins{{UserID: ann, Amount: -30}},
	}
	mustPay(t, l, price)
	var lines []nakamatest.LogEntry
	for _, entry := range n.Logger().Entries() {
		if entry.Message == "coins moved" && entry.Level == "info" {
			lines = append(lines, entry)
		}
	}
	if len(lines) != 2 || lines[0].Fields["user_id"] != ann || lines[0].Fields["receipt"] != "prize:1" || lines[1].Fields["coins"] != int64(-30) {
		t.Errorf("logged %+v", lines)
	}
	for key, want := range map[string]int64{
		// The table of metrics has no kind "prize".
		"sagishi_payments{kind=other}": 1, "sagishi_coins_given{kind=other}": 100,
		"sagishi_payments{kind=purchase}": 1, "sagishi_coins_taken{kind=purchase}": 30,
	} {
		if got := n.Counter(key); got != want {
			t.Errorf("%s is %d, want %d", key, got, want)
		}
	}
}
