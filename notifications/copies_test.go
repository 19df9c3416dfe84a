package notifications_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

type sends = []*runtime.NotificationSend

// late is a server whose calls that send may take long, and arrive all the same.
type late struct {
	*nakamatest.Nakama

	send func(notices sends) error
}

func (l late) NotificationsSend(_ context.Context, notices sends) error { return l.send(notices) }

// arrive sends, whatever has become of the call.
func arrive(n *nakamatest.Nakama, notices sends) error {
	return n.NotificationsSend(context.Background(), notices)
}

// lateOutbox is the outbox of a server with another way to send.
func lateOutbox(n *nakamatest.Nakama, send func(notices sends) error) *notifications.Outbox {
	return notifications.NewOutbox(late{n, send}, ledger.New(n), n.Logger(), n.Now, nil)
}

func payBy(ctx context.Context, t *testing.T, o *notifications.Outbox, payments ...notifications.Payment) {
	t.Helper()
	for _, result := range o.PayAll(ctx, payments) {
		if result.Err != nil {
			t.Error(result.Err)
		}
	}
}

func TestCopyOfANoticeThatAnotherServerHasSentMeanwhileIsRemoved(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	var once sync.Once
	paused := lateOutbox(n, func(notices sends) error {
		once.Do(func() {
			n.Advance(16 * time.Second)
			sweep(t, n) // another server's
			want(t, n, user, 1, 0)
			n.Fail("NotificationsList", nakamatest.Always, errors.New("the delivery's time is over"))
		})
		if err := arrive(n, notices); err != nil {
			return err
		}
		return errors.New("the answer is lost")
	})
	payBy(t.Context(), t, paused, payment(user, "a"))
	n.Heal()
	want(t, n, user, 2, 1)
	oldest := n.Inbox(user)[0].GetId()
	sweep(t, n) // not due
	want(t, n, user, 2, 1)
	n.Advance(16 * time.Second)
	n.Fail("NotificationsDelete", 1, errors.New("away"))
	if _, err := outbox(n).Sweep(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	want(t, n, user, 2, 1)
	n.Advance(16 * time.Second)
	sweep(t, n) // of any server
	want(t, n, user, 1, 0)
	if left := n.Inbox(user)[0].GetId(); left != oldest {
		t.Error("the first copy was removed")
	}
}

// pauseOnce pauses the server after a call of method, until another has taken over
// and delivered.
func pauseOnce(t *testing.T, n *nakamatest.Nakama, method string, call int) {
	t.Helper()
	calls := 0
	n.After(func(_ int, called string) {
		if called != method {
			return
		}
		if calls++; calls == call {
			n.Advance(16 * time.Second)
			sweep(t, n)
		}
	})
}

func TestServerThatIsPausedBeforeItSendsSendsNoCopy(t *testing.T) {
	t.Run("after the payment", func(t *testing.T) {
		n := nakamatest.New(nakamatest.Options{})
		user := n.NewUser("ann")
		pauseOnce(t, n, "MultiUpdate", 1)
		pay(t, n, payment(user, "a"))
		want(t, n, user, 1, 1)
		n.Advance(16 * time.Second)
		sweep(t, n)
		want(t, n, user, 1, 0)
	})
	t.Run("after it has taken an entry over", func(t *testing.T) {
		n, user := undelivered(t, "a")
		n.Advance(16 * time.Second)
		pauseOnce(t, n, "StorageWrite", 2) // the first is of the clock
		if _, err := outbox(n).Sweep(t.Context()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		want(t, n, user, 1, 1)
		n.Advance(16 * time.Second)
		sweep(t, n)
		want(t, n, user, 1, 0)
	})
}

func TestCopiesAreFoundAlthoughTheRequestEndedDuringThePause(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	ctx, cancel := context.WithCancel(t.Context())
	paused := lateOutbox(n, func(notices sends) error {
		n.Advance(16 * time.Second)
		sweep(t, n)
		cancel()
		return arrive(n, notices)
	})
	payBy(ctx, t, paused, payment(user, "a"))
	want(t, n, user, 2, 1)
	n.Advance(16 * time.Second)
	sweep(t, n)
	want(t, n, user, 1, 0)
}

// The second server sends what the first has just sent, and removes its entry after
// the first has written it back.
func TestEntryThatIsWrittenBackIsNotRemovedByAnotherServer(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	paused, resume, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	first := lateOutbox(n, func(notices sends) error {
		close(paused)
		<-resume
		return arrive(n, notices)
	})
	go func() {
		defer close(done)
		payBy(t.Context(), t, first, payment(user, "a"))
	}()
	<-paused
	n.Advance(16 * time.Second)
	second := lateOutbox(n, func(notices sends) error {
		close(resume)
		<-done
		return arrive(n, notices)
	})
	if _, err := second.Sweep(t.Context()); err == nil {
		t.Error("the entry that another server has written is removed")
	}
	want(t, n, user, 2, 1)
	n.Advance(16 * time.Second)
	sweep(t, n)
	want(t, n, user, 1, 0)
}

func TestCopiesOfABatchThatArrivesAfterItsTimeAreRemoved(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	var batch sends
	o := lateOutbox(n, func(notices sends) error {
		if batch == nil {
			batch = notices
			return context.DeadlineExceeded
		}
		return arrive(n, notices)
	})
	payBy(t.Context(), t, o, payment(user, "a"), payment(user, "b"))
	if err := arrive(n, batch); err != nil {
		t.Fatal(err)
	}
	want(t, n, user, 4, 1)
	n.Advance(16 * time.Second)
	sweep(t, n)
	want(t, n, user, 2, 0)
}

// A batch has no answer for 5 s, and arrives when the lease of the payment has ended.
func TestEntryOfASendWithoutAnAnswerIsKeptForALeaseMore(t *testing.T) {
	for _, failures := range []int{0, 1, 2} {
		t.Run(fmt.Sprintf("written back after %d failures", failures), func(t *testing.T) {
			n := nakamatest.New(nakamatest.Options{})
			user := n.NewUser("ann")
			var batch sends
			o := lateOutbox(n, func(notices sends) error {
				batch = notices
				n.Advance(5 * time.Second)
				n.Fail("NotificationsList", nakamatest.Always, errors.New("away"))
				n.Fail("StorageWrite", failures, errors.New("away"))
				return context.DeadlineExceeded
			})
			payBy(t.Context(), t, o, payment(user, "a"))
			for i := range failures { // the first was that of the delivery
				if _, err := o.Sweep(t.Context()); (err != nil) != (i+1 < failures) {
					t.Errorf("sweep %d: %v", i, err)
				}
			}
			n.Heal()
			n.Advance(10 * time.Second)
			sweep(t, n) // another server's
			want(t, n, user, 0, 1)
			if err := arrive(n, batch); err != nil {
				t.Fatal(err)
			}
			n.Advance(5 * time.Second)
			sweep(t, n)
			want(t, n, user, 1, 0)
		})
	}
}
