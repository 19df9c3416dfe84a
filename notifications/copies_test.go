package notifications_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

// late is a server whose calls that send are paused on their way to the database,
// and arrive there all the same.
type late struct {
	*nakamatest.Nakama

	pause func()
}

func (l late) NotificationsSend(ctx context.Context, sends []*runtime.NotificationSend) error {
	l.pause()
	if err := l.Nakama.NotificationsSend(ctx, sends); err != nil {
		return err
	}
	return errors.New("the answer is lost")
}

func TestCopyOfANoticeThatAnotherServerHasSentMeanwhileIsRemoved(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	var once sync.Once
	paused := late{n, func() {
		once.Do(func() {
			n.Advance(16 * time.Second)
			sweep(t, n) // another server's
			want(t, n, user, 1, 0)
			n.Fail("NotificationsList", nakamatest.Always, errors.New("the delivery's time is over"))
		})
	}}
	first := notifications.NewOutbox(paused, ledger.New(n), n.Logger(), n.Now, nil)
	if result := first.PayAll(t.Context(), []notifications.Payment{payment(user, "a")})[0]; result.Err != nil {
		t.Fatal(result.Err)
	}
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
	sweep(t, n) // whichever server lives
	want(t, n, user, 1, 0)
	if left := n.Inbox(user)[0].GetId(); left != oldest {
		t.Error("the first copy was removed")
	}
}
