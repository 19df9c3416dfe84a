package audit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/service/audit"
	"sagishi/internal/testing/nakamatest"
)

// paid is a server with players who were paid so many times each.
func paid(t *testing.T, payments int, names ...string) (*nakamatest.Nakama, []string) {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	var users []string
	for _, name := range names {
		user := n.NewUser(name)
		users = append(users, user)
		pay(t, n, user, "starter", user)
		for range payments {
			pay(t, n, user, "grant:"+name+":"+time.Duration(len(n.Ledger(user))).String(), "")
		}
	}
	return n, users
}

func pay(t *testing.T, n *nakamatest.Nakama, user, key, owner string) {
	t.Helper()
	if _, err := ledger.New(n).Apply(t.Context(), ledger.Transaction{
		Receipt: storage.Ref{Collection: storage.Receipts, Key: key, UserID: owner},
		Coins:   []ledger.Coins{{UserID: user, Amount: 5}}, Reason: "test",
	}); err != nil {
		t.Fatal(err)
	}
}

func all(t *testing.T, n *nakamatest.Nakama) audit.Report {
	t.Helper()
	report, err := audit.New(n, n.Logger()).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestPaymentsOfTheLedgerAddUp(t *testing.T) {
	n, _ := paid(t, 230, "ann", "bob", "eve")
	if report := all(t, n); report.Players != 3 || report.Differing != 0 || !report.Complete {
		t.Errorf("got %+v", report)
	}
	report, err := audit.New(n, n.Logger()).Sample(t.Context(), 2)
	if err != nil || report.Players != 2 || report.Differing != 0 {
		t.Errorf("sample: %+v, %v", report, err)
	}
	if n.Counter("sagishi_books_off") != 0 {
		t.Error("the metric counts differences where there are none")
	}
}

func TestEachKindOfDifferenceIsFound(t *testing.T) {
	n, users := paid(t, 1, "ann", "bob", "eve", "joe", "kim")
	n.SetWallet(users[0], `{"coins":99}`)
	for i, metadata := range []map[string]any{{"ref": "grant:bob:1ns"}, {"ref": "grant:none"}, nil} {
		if _, _, err := n.WalletUpdate(t.Context(), users[i+1], map[string]int64{"coins": 1}, metadata, true); err != nil {
			t.Fatal(err)
		}
	}
	report := all(t, n)
	if report.Players != 5 || report.Differing != 4 || n.Counter("sagishi_books_off") != 4 {
		t.Errorf("got %+v, metric %d", report, n.Counter("sagishi_books_off"))
	}
	for i, want := range []string{"adds up to", "two ledger rows of receipt", "no receipt grant:none", "names no receipt"} {
		found := false
		for _, d := range report.Differences {
			found = found || d.UserID == users[i] && strings.Contains(d.What, want)
		}
		if !found {
			t.Errorf("no difference %q in %+v", want, report.Differences)
		}
	}
}

func TestUnreadableWalletIsADifferenceAndTheOthersAreAuditedToo(t *testing.T) {
	n, users := paid(t, 1, "ann", "bob", "eve")
	n.SetWallet(users[0], `{"coins":"many"}`)
	n.SetWallet(users[2], `{"coins":99}`)
	report := all(t, n)
	if report.Players != 3 || report.Differing != 2 || !report.Complete {
		t.Errorf("got %+v", report)
	}
	if d := report.Differences[0]; d.UserID != users[0] || !strings.Contains(d.What, "not JSON of numbers") {
		t.Errorf("the first difference is %+v", d)
	}
}

// One player's only receipt of their own is lost; the other's account was made past
// the plugin.
func TestPlayerWithoutAReceiptIsAudited(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.NewUser("ann"), n.NewUser("bob")
	n.SetWallet(ann, `{"coins":7}`)
	n.SetWallet(bob, `{"coins":7}`)
	if report := all(t, n); report.Players != 2 || report.Differing != 2 || !report.Complete {
		t.Errorf("got %+v", report)
	}
	_, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{{Collection: storage.Equipment, Key: "current", UserID: ann, Value: `{}`}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := audit.New(many{n}, n.Logger()).All(t.Context())
	if err != nil || report.Differing != 1 || report.Differences[0].UserID != ann {
		t.Errorf("among very many players: %+v, %v", report, err)
	}
}

// many is a server with so many players that none of ours is among the random ones.
type many struct{ *nakamatest.Nakama }

func (many) UsersGetRandom(context.Context, int) ([]*api.User, error) { return nil, nil }

// payer pays while the audit is between its two reads.
type payer struct {
	*nakamatest.Nakama

	pay  func()
	left int
}

func (p *payer) WalletLedgerList(ctx context.Context, user string, limit int, cursor string) ([]runtime.WalletLedgerItem, string, error) {
	if p.left > 0 {
		p.left--
		p.pay()
	}
	return p.Nakama.WalletLedgerList(ctx, user, limit, cursor)
}

func TestPaymentDuringTheAuditIsNoDifference(t *testing.T) {
	n, users := paid(t, 1, "ann")
	p := &payer{Nakama: n, left: 1, pay: func() { pay(t, n, users[0], "grant:now", "") }}
	report, err := audit.New(p, n.Logger()).All(t.Context())
	if err != nil || report.Differing != 0 {
		t.Errorf("got %+v, %v", report, err)
	}
}

func TestFailureEndsTheAudit(t *testing.T) {
	for _, method := range []string{"StorageList", "UsersGetRandom", "AccountsGetId", "WalletLedgerList", "StorageRead"} {
		n, _ := paid(t, 1, "ann")
		n.Fail(method, 1, errors.New("away"))
		if _, err := audit.New(n, n.Logger()).All(t.Context()); err == nil {
			t.Errorf("%s: the failure is hidden", method)
		}
	}
}

func TestAuditThatRunsOutOfTimeSaysSo(t *testing.T) {
	n, _ := paid(t, 1, "ann", "bob")
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	report, err := audit.New(n, n.Logger()).All(ctx)
	if err != nil || report.Complete {
		t.Errorf("got %+v, %v", report, err)
	}
}
