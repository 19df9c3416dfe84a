package notifications_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

// outbox is an outbox on the server, as after a restart.
func outbox(n *nakamatest.Nakama) *notifications.Outbox {
	return notifications.NewOutbox(n, ledger.New(n), n.Logger(), n.Now, nil)
}

// payment gives the player a coin.
func payment(user, id string) notifications.Payment {
	return notifications.Payment{
		Transaction: ledger.Transaction{
			Receipt: storage.Ref{Collection: storage.Receipts, Key: id},
			Coins:   []ledger.Coins{{UserID: user, Amount: 1}}, Reason: "test",
		},
		Notice: notifications.Notice{
			UserID: user, Code: notifications.ReferralReward, ID: id, Content: map[string]any{"invitee_id": "bob"},
		},
	}
}

func pay(t *testing.T, n *nakamatest.Nakama, payments ...notifications.Payment) {
	t.Helper()
	for i, result := range outbox(n).PayAll(t.Context(), payments) {
		if result.Err != nil {
			t.Errorf("payment %d: %v", i, result.Err)
		}
	}
}

// undelivered is a server that applied payments and ended before it sent their
// notices.
func undelivered(t *testing.T, ids ...string) (n *nakamatest.Nakama, user string) {
	t.Helper()
	n = nakamatest.New(nakamatest.Options{})
	user = n.NewUser("ann")
	n.Fail("NotificationsSend", nakamatest.Always, errors.New("away"))
	for _, id := range ids {
		pay(t, n, payment(user, id))
	}
	n.Heal()
	return n, user
}

func want(t *testing.T, n *nakamatest.Nakama, user string, notices, entries int) {
	t.Helper()
	if got := len(n.Inbox(user)); got != notices {
		t.Errorf("%d notices, want %d", got, notices)
	}
	if got := n.CountObjects(storage.Outbox); got != entries {
		t.Errorf("%d entries in the outbox, want %d", got, entries)
	}
}

func sweep(t *testing.T, n *nakamatest.Nakama) {
	t.Helper()
	if _, err := outbox(n).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAppliedPaymentsAreDeliveredAtOnce(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	pay(t, n, payment(user, "a"))
	pay(t, n, payment(user, "a"), payment(user, "b"), payment(user, "c"))
	want(t, n, user, 3, 0)
	if got := n.Wallet(user)["coins"]; got != 3 {
		t.Errorf("%d coins, want 3", got)
	}
	if got := n.Counter("sagishi_notices_sent{code=referral_reward}"); got != 3 {
		t.Errorf("%d notices counted", got)
	}
}

func TestRefusedPaymentSendsNothing(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	p := payment(user, "a")
	p.Coins[0].Amount = -1
	if _, err := outbox(n).Pay(t.Context(), p); err == nil {
		t.Error("a wallet went below zero")
	}
	p.Notice.Content = map[string]any{"x": func() {}}
	if _, err := outbox(n).Pay(t.Context(), p); err == nil {
		t.Error("a function was encoded")
	}
	want(t, n, user, 0, 0)
}

// A batch whose notices cannot be sent together is sent one by one.
func TestDeletedAccountInABatchDelaysNoOtherNotice(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.NewUser("ann"), n.NewUser("bob")
	n.Before(func(_ int, method string) {
		if method == "NotificationsSend" {
			n.Heal()
			if err := n.AccountDeleteId(context.Background(), bob, false); err != nil {
				t.Error(err)
			}
		}
	})
	pay(t, n, payment(ann, "a"), payment(bob, "b"), payment(ann, "c"))
	want(t, n, ann, 2, 0)
}

func TestSweepLeavesANewEntryToTheServerThatWroteIt(t *testing.T) {
	n, user := undelivered(t, "a")
	n.Advance(14 * time.Second)
	next, err := outbox(n).Sweep(t.Context())
	if err != nil || !next.Equal(n.Now().Add(time.Second)) {
		t.Errorf("the next sweep is due at %v, want in a second (%v)", next, err)
	}
	want(t, n, user, 0, 1)
	if overdue := n.Gauge("sagishi_notices_overdue"); overdue != 0 {
		t.Errorf("%v entries are overdue", overdue)
	}
	n.Advance(time.Second)
	if next, err = outbox(n).Sweep(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("the next sweep is due at %v, want never (%v)", next, err)
	}
	want(t, n, user, 1, 0)
	if overdue := n.Gauge("sagishi_notices_overdue"); overdue != 1 {
		t.Errorf("%v entries were overdue", overdue)
	}
}

func TestEntryThatCannotBeDeliveredStaysOverdueBetweenAttempts(t *testing.T) {
	n, _ := undelivered(t, "a")
	n.Fail("NotificationsSend", nakamatest.Always, errors.New("away"))
	n.Advance(15 * time.Second)
	for range 10 {
		_, _ = outbox(n).Sweep(t.Context()) // fails at each end of a lease
		if overdue := n.Gauge("sagishi_notices_overdue"); overdue != 1 {
			t.Fatalf("%v entries are overdue", overdue)
		}
		n.Advance(5 * time.Second)
	}
}

func TestFailedDeliveryAsksForASweepAtTheEndOfItsLease(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	var woken time.Time
	o := notifications.NewOutbox(n, ledger.New(n), n.Logger(), n.Now, func(at time.Time) { woken = at })
	n.Fail("NotificationsSend", nakamatest.Always, errors.New("away"))
	if outcome, err := o.Pay(t.Context(), payment(user, "a")); err != nil || !outcome.Applied {
		t.Fatalf("%+v, %v", outcome, err)
	}
	if want := n.Now().Add(15 * time.Second); !woken.Equal(want) {
		t.Errorf("a sweep is asked for at %v, want %v", woken, want)
	}
	want(t, n, user, 0, 1)
}

func TestSweepSendsNothingThatIsInTheInbox(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	n.Fail("StorageDelete", nakamatest.Always, errors.New("away"))
	pay(t, n, payment(user, "a"))
	n.Heal()
	want(t, n, user, 1, 1)
	n.Advance(time.Minute)
	sweep(t, n)
	want(t, n, user, 1, 0)
}

func TestNoticeOfADeletedAccountIsDropped(t *testing.T) {
	n, user := undelivered(t, "a")
	if err := n.AccountDeleteId(t.Context(), user, false); err != nil {
		t.Fatal(err)
	}
	n.Advance(time.Minute)
	sweep(t, n)
	want(t, n, user, 0, 0)
}

func TestFailureKeepsTheEntryAndDelaysNoOther(t *testing.T) {
	for _, method := range []string{"StorageWrite", "NotificationsList", "NotificationsSend", "StorageDelete"} {
		t.Run(method, func(t *testing.T) {
			n, user := undelivered(t, "a", "b")
			n.Advance(time.Minute)
			failOnce := sync.OnceFunc(func() { n.Fail(method, 1, errors.New("away")) })
			n.After(func(_ int, called string) {
				if called == "StorageWrite" { // of the clock, before the notices
					failOnce()
				}
			})
			if _, err := outbox(n).Sweep(t.Context()); err == nil {
				t.Error("the failure is hidden")
			}
			if n.CountObjects(storage.Outbox) != 1 {
				t.Errorf("%d entries, want the failed one", n.CountObjects(storage.Outbox))
			}
			n.Advance(time.Minute)
			sweep(t, n)
			want(t, n, user, 2, 0)
		})
	}
}

// The server's own clock decides nothing: it may be ahead of the others'.
func TestLeaseEndsByTheDatabasesClock(t *testing.T) {
	n, user := undelivered(t, "a")
	n.Advance(14 * time.Second)
	ahead := func() time.Time { return n.Now().Add(20 * time.Second) }
	o := notifications.NewOutbox(n, ledger.New(n), n.Logger(), ahead, nil)
	next, err := o.Sweep(t.Context())
	if err != nil || !next.Equal(ahead().Add(time.Second)) {
		t.Errorf("the next sweep is due at %v, want in a second (%v)", next, err)
	}
	want(t, n, user, 0, 1)
	n.Advance(time.Second)
	if _, err := o.Sweep(t.Context()); err != nil {
		t.Error(err)
	}
	want(t, n, user, 1, 0)
}

func TestSweepDeliversNothingWhileTheDatabasesClockIsUnknown(t *testing.T) {
	n, user := undelivered(t, "a")
	n.Advance(time.Minute)
	n.Fail("StorageWrite", 1, errors.New("away"))
	if _, err := outbox(n).Sweep(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	want(t, n, user, 0, 1)
}

func TestSweepReportsWhatItCannotRead(t *testing.T) {
	n, _ := undelivered(t)
	n.Fail("StorageList", 1, errors.New("away"))
	if _, err := outbox(n).Sweep(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	if _, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{{Collection: storage.Outbox, Key: "x", Value: `{"notices":"x"}`}}); err != nil {
		t.Fatal(err)
	}
	n.Advance(time.Minute)
	if _, err := outbox(n).Sweep(t.Context()); err == nil {
		t.Error("an entry that cannot be read is no error")
	}
}

// Three notices of one entry, of which one cannot be sent for a while.
func TestEntryKeepsOnlyTheNoticesThatFailed(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.NewUser("ann"), n.NewUser("bob")
	n.Fail("NotificationsSend", nakamatest.Always, errors.New("away"))
	pay(t, n, payment(ann, "a"), payment(bob, "b"), payment(ann, "c"))
	n.Heal()
	want(t, n, ann, 0, 1)
	n.Advance(time.Minute)
	n.Fail("NotificationsList", 1, errors.New("away"))
	if _, err := outbox(n).Sweep(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	if got := len(n.Inbox(ann)) + len(n.Inbox(bob)); got != 2 {
		t.Errorf("%d notices sent, want 2", got)
	}
	for _, user := range []string{ann, bob} { // the players have read them
		for _, sent := range n.Inbox(user) {
			if err := n.NotificationsDeleteId(t.Context(), user, []string{sent.GetId()}); err != nil {
				t.Fatal(err)
			}
		}
	}
	n.Advance(time.Minute)
	sweep(t, n)
	if got := len(n.Inbox(ann)) + len(n.Inbox(bob)); got != 1 {
		t.Errorf("%d notices sent, want the one that failed", got)
	}
	want(t, n, "", 0, 0)
}

func TestServersDeliverEachEntryOnce(t *testing.T) {
	ids := []string{"a", "b", "c", "d"}
	n, user := undelivered(t, ids...)
	n.Advance(time.Minute)
	var all sync.WaitGroup
	for _, server := range []*nakamatest.Nakama{n, n.AddServer("nakama2"), n.AddServer("nakama3")} {
		all.Go(func() {
			if _, err := outbox(server).Sweep(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	want(t, n, user, len(ids), 0)
}

func TestOperatorsSeeThePlayersNoticesThatWait(t *testing.T) {
	n, ann := undelivered(t, "a", "b")
	bob := n.NewUser("bob")
	waiting, err := outbox(n).Waiting(t.Context(), ann)
	if err != nil || len(waiting) != 2 || waiting[0].ID != "a" || waiting[1].ID != "b" || waiting[0].UserID != ann {
		t.Errorf("ann waits for %+v, %v", waiting, err)
	}
	if waiting, err = outbox(n).Waiting(t.Context(), bob); err != nil || len(waiting) != 0 || waiting == nil {
		t.Errorf("bob waits for %+v, %v", waiting, err)
	}
	n.Fail("StorageList", 1, errors.New("away"))
	if _, err = outbox(n).Waiting(t.Context(), ann); err == nil {
		t.Error("the failure is hidden")
	}
}
