package notifications_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

// stuck is a server whose calls of one method about some players end badly: they have
// no answer until their time is over, or they fail.
type stuck struct {
	*nakamatest.Nakama

	method string // "" = none
	fails  bool   // at once

	mu            sync.Mutex
	players       map[string]bool
	running, most int
}

// call is a call about a name that contains a player's id.
func (s *stuck) call(ctx context.Context, method, about string) error {
	s.mu.Lock()
	bad := false
	for player := range s.players {
		bad = bad || method == s.method && strings.Contains(about, player)
	}
	s.running++
	s.most = max(s.most, s.running)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.running--
		s.mu.Unlock()
	}()
	switch {
	case bad && s.fails:
		return errors.New("away")
	case bad:
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func (s *stuck) StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error) {
	if err := s.call(ctx, "StorageWrite", writes[0].Key); err != nil {
		return nil, err
	}
	return s.Nakama.StorageWrite(ctx, writes)
}

func (s *stuck) StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error {
	if err := s.call(ctx, "StorageDelete", deletes[0].Key); err != nil {
		return err
	}
	return s.Nakama.StorageDelete(ctx, deletes)
}

func (s *stuck) NotificationsList(ctx context.Context, user string, limit int, cursor string) ([]*api.Notification, string, error) {
	if err := s.call(ctx, "NotificationsList", user); err != nil {
		return nil, "", err
	}
	return s.Nakama.NotificationsList(ctx, user, limit, cursor)
}

func (s *stuck) NotificationsSend(ctx context.Context, notices sends) error {
	for _, n := range notices {
		if err := s.call(ctx, "NotificationsSend", n.UserID); err != nil {
			return err
		}
	}
	return s.Nakama.NotificationsSend(ctx, notices)
}

// owe makes a payment to a new player, whose notice is not sent: that of a server that
// ended.
func (s *stuck) owe(t *testing.T, name string, stuck bool) (user string) {
	t.Helper()
	user = s.NewUser(name)
	s.Fail("NotificationsSend", nakamatest.Always, errors.New("away"))
	pay(t, s.Nakama, payment(user, name+user))
	s.Heal()
	if stuck {
		s.players[user] = true
	}
	return user
}

// virtual is the time of a bubble of synctest.
//
//nolint:forbidigo // it is virtual
var virtual = time.Now

// untilTold sweeps until the player has a notice, and returns how long that took.
func (s *stuck) untilTold(t *testing.T, o *notifications.Outbox, user string) time.Duration {
	t.Helper()
	began := virtual()
	told := make(chan time.Duration, 1)
	s.After(func(_ int, method string) {
		if method == "NotificationsSend" && len(s.Inbox(user)) > 0 {
			select {
			case told <- virtual().Sub(began):
			default:
			}
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	_, _ = o.Sweep(ctx)
	s.Heal()
	if took := virtual().Sub(began); took > time.Minute {
		t.Errorf("the sweep took %v", took)
	}
	select {
	case took := <-told:
		return took
	default:
		return time.Hour
	}
}

func TestStuckNoticesHoldUpNoOther(t *testing.T) {
	const many = 150
	for _, method := range []string{"StorageWrite", "NotificationsList", "NotificationsSend", "StorageDelete"} {
		for _, fails := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s fails at once %v", method, fails), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := &stuck{Nakama: nakamatest.New(nakamatest.Options{}), method: method, fails: fails, players: map[string]bool{}}
					for i := range many {
						s.owe(t, fmt.Sprintf("a%03d", i), true)
					}
					last := s.owe(t, "z", false)
					s.Advance(time.Minute)
					o := notifications.NewOutbox(s, ledger.New(s), s.Logger(), s.Now, nil)
					if took := s.untilTold(t, o, last); took > 15*time.Second {
						t.Errorf("the notice behind %d was delivered after %v", many, took)
					}
					later := s.owe(t, "zz", false)
					s.Advance(time.Minute)
					if took := s.untilTold(t, o, later); took > time.Second {
						t.Errorf("a later notice was delivered after %v", took)
					}
					if s.most > 60 {
						t.Errorf("%d calls at the same time", s.most)
					}
					s.wantAllToldOnce(t, o)
				})
			})
		}
	}
}

// wantAllToldOnce ends the fault and sweeps until the outbox is empty.
func (s *stuck) wantAllToldOnce(t *testing.T, o *notifications.Outbox) {
	t.Helper()
	s.method = ""
	for range 10 {
		s.Advance(time.Minute)
		_, _ = o.Sweep(t.Context())
	}
	if left := s.CountObjects(storage.Outbox); left > 0 {
		t.Errorf("%d entries are left in the outbox", left)
	}
	for player := range s.players {
		if got := len(s.Inbox(player)); got != 1 {
			t.Fatalf("a player has %d notices", got)
		}
	}
}

// The notices of one payment of a page of winners are one entry.
func TestStuckNoticesOfAnEntryHoldUpNoOtherOfIt(t *testing.T) {
	for _, fails := range []bool{false, true} {
		t.Run(fmt.Sprintf("fails at once %v", fails), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &stuck{Nakama: nakamatest.New(nakamatest.Options{}), method: "NotificationsSend", fails: fails, players: map[string]bool{}}
				var payments []notifications.Payment
				for i := range 100 {
					user := s.NewUser(fmt.Sprint("user", i))
					s.players[user] = i < 99
					payments = append(payments, payment(user, fmt.Sprintf("%03d", i)))
				}
				last := payments[99].Notice.UserID
				delete(s.players, last)
				s.Fail("NotificationsSend", nakamatest.Always, errors.New("away"))
				pay(t, s.Nakama, payments...)
				s.Heal()
				o := notifications.NewOutbox(s, ledger.New(s), s.Logger(), s.Now, nil)
				for range 3 {
					s.Advance(time.Minute)
					_, _ = o.Sweep(t.Context())
				}
				if got := len(s.Inbox(last)); got != 1 {
					t.Errorf("the last player has %d notices", got)
				}
				s.wantAllToldOnce(t, o)
			})
		})
	}
}

// silentSender does not answer calls that send.
type silentSender struct {
	*stuck

	silent *bool
}

func (s silentSender) NotificationsSend(ctx context.Context, notices sends) error {
	if *s.silent {
		return context.DeadlineExceeded
	}
	return s.stuck.NotificationsSend(ctx, notices)
}

// A delivery without an answer, after which the entry cannot be written back either.
func TestEntriesThatCannotBeWrittenBackHoldUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stuck{Nakama: nakamatest.New(nakamatest.Options{}), method: "StorageWrite", players: map[string]bool{}}
		silent := true // calls that send have no answer
		o := notifications.NewOutbox(silentSender{s, &silent}, ledger.New(s), s.Logger(), s.Now, nil)
		for i := range 100 {
			user := s.NewUser(fmt.Sprintf("a%03d", i))
			s.players[user] = true
			payBy(t.Context(), t, o, payment(user, "a"+user))
		}
		silent = false
		last := s.owe(t, "z", false)
		s.Advance(time.Minute)
		began := virtual()
		for range 2 {
			_, _ = o.Sweep(t.Context())
		}
		if took := virtual().Sub(began); took > time.Minute {
			t.Errorf("two sweeps took %v", took)
		}
		if got := len(s.Inbox(last)); got != 1 {
			t.Errorf("the last player has %d notices", got)
		}
		s.wantAllToldOnce(t, o)
	})
}
