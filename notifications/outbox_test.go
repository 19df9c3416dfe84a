package notifications_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

// posted is a server with a notice in its outbox.
func posted(t *testing.T, ids ...string) (*nakamatest.Nakama, []notifications.Notice) {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	var notices []notifications.Notice
	for _, id := range ids {
		notice := notifications.Notice{UserID: user, Code: notifications.ReferralReward, ID: id, Content: map[string]any{"invitee_id": "bob"}}
		write, err := notifications.Post(notice)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); err != nil {
			t.Fatal(err)
		}
		notices = append(notices, notice)
	}
	return n, notices
}

func want(t *testing.T, n *nakamatest.Nakama, user string, notices, letters int) {
	t.Helper()
	if got := len(n.Inbox(user)); got != notices {
		t.Errorf("%d notices, want %d", got, notices)
	}
	if got := n.Objects(storage.Outbox); got != letters {
		t.Errorf("%d letters in the outbox, want %d", got, letters)
	}
}

func sweep(t *testing.T, n *nakamatest.Nakama) {
	t.Helper()
	if err := notifications.Sweep(t.Context(), n, n.Now()); err != nil {
		t.Fatal(err)
	}
}

func TestDeliveredLetterLeavesTheOutbox(t *testing.T) {
	n, notices := posted(t, "a")
	if err := notifications.Deliver(t.Context(), n, notices[0]); err != nil {
		t.Fatal(err)
	}
	want(t, n, notices[0].UserID, 1, 0)
}

func TestSweepLeavesAFreshLetterToWhoeverPostedIt(t *testing.T) {
	n, notices := posted(t, "a")
	n.Advance(14 * time.Second)
	sweep(t, n)
	want(t, n, notices[0].UserID, 0, 1)
	n.Advance(time.Second)
	sweep(t, n)
	want(t, n, notices[0].UserID, 1, 0)
}

func TestSweepDoesNotTellWhatLiesInTheInbox(t *testing.T) {
	n, notices := posted(t, "a")
	n.Fail("StorageDelete", 1, errors.New("away"))
	if err := notifications.Deliver(t.Context(), n, notices[0]); err == nil {
		t.Error("the failure is hidden")
	}
	want(t, n, notices[0].UserID, 1, 1)
	n.Advance(time.Minute)
	sweep(t, n)
	want(t, n, notices[0].UserID, 1, 0)
}

func TestLetterOfADeletedAccountIsDropped(t *testing.T) {
	n, notices := posted(t, "a")
	if err := n.AccountDeleteId(t.Context(), notices[0].UserID, false); err != nil {
		t.Fatal(err)
	}
	n.Advance(time.Minute)
	sweep(t, n)
	want(t, n, notices[0].UserID, 0, 0)
}

func TestFailureKeepsTheLetterAndDelaysNoOther(t *testing.T) {
	for _, method := range []string{"StorageWrite", "NotificationsList", "NotificationSend", "StorageDelete"} {
		t.Run(method, func(t *testing.T) {
			n, notices := posted(t, "a", "b")
			n.Advance(time.Minute)
			n.Fail(method, 1, errors.New("away"))
			if err := notifications.Sweep(t.Context(), n, n.Now()); err == nil {
				t.Error("the failure is hidden")
			}
			if n.Objects(storage.Outbox) != 1 {
				t.Errorf("%d letters, want the failed one", n.Objects(storage.Outbox))
			}
			n.Advance(time.Minute)
			sweep(t, n)
			want(t, n, notices[0].UserID, 2, 0)
		})
	}
}

func TestSweepReportsWhatItCannotRead(t *testing.T) {
	n, _ := posted(t)
	n.Fail("StorageList", 1, errors.New("away"))
	if err := notifications.Sweep(t.Context(), n, n.Now()); err == nil {
		t.Error("the failure is hidden")
	}
	if _, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{{Collection: storage.Outbox, Key: "x", Value: `{"code":"x"}`}}); err != nil {
		t.Fatal(err)
	}
	n.Advance(time.Minute)
	if err := notifications.Sweep(t.Context(), n, n.Now()); err == nil {
		t.Error("a letter that cannot be read is no error")
	}
}

func TestServersSweepEachLetterOnce(t *testing.T) {
	ids := []string{"a", "b", "c", "d"}
	n, notices := posted(t, ids...)
	n.Advance(time.Minute)
	var all sync.WaitGroup
	for _, server := range []*nakamatest.Nakama{n, n.Server("nakama2"), n.Server("nakama3")} {
		all.Go(func() {
			if err := notifications.Sweep(context.Background(), server, server.Now()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	want(t, n, notices[0].UserID, len(ids), 0)
}
