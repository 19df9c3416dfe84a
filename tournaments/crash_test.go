package tournaments_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/testing/nakamatest"
)

// shortLister cuts one of its lists short, as a broken connection does: fewer
// records, no cursor and no error.
type shortLister struct {
	*nakamatest.Nakama

	cut, seen int
}

//nolint:revive // Nakama dictates the signature.
func (s *shortLister) TournamentRecordsList(
	ctx context.Context, id string, owners []string, limit int, cursor string, expiry int64,
) (records, own []*api.LeaderboardRecord, previous, next string, err error) {
	records, own, previous, next, err = s.Nakama.TournamentRecordsList(ctx, id, owners, limit, cursor, expiry)
	if s.seen++; s.seen-1 == s.cut {
		return records[:len(records)/2], own, previous, "", err
	}
	return records, own, previous, next, err
}

// paying is a world in which a period waits to be paid, in three pages.
func paying(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, nakamatest.Options{})
	w.options.Page = 2
	w.score("ann", 9, 0)
	w.score("bob", 9, 0)
	w.score("cat", 5, 0)
	w.score("dan", 0, 0)
	w.endWeek()
	w.ResetCalls()
	return w
}

func (w *world) balanced() {
	w.t.Helper()
	w.wantCoins("ann", 1000)
	w.wantCoins("bob", 1000)
	w.wantCoins("cat", 500)
	w.wantCoins("dan")
	w.wantClosed()
}

func payCalls(t *testing.T) int {
	t.Helper()
	w := paying(t)
	w.pay()
	return len(w.Calls())
}

func TestCrashAtAnyCallPaysAndNotifiesOnce(t *testing.T) {
	for k := 1; k <= payCalls(t); k++ {
		for _, when := range []string{"before", "after"} {
			t.Run(fmt.Sprintf("%s call %d", when, k), func(t *testing.T) {
				w := paying(t)
				die := func(call int, _ string) {
					if call == k {
						panic(nakamatest.Crash)
					}
				}
				if when == "before" {
					w.Before(die)
				} else {
					w.After(die)
				}
				if !nakamatest.Crashed(func() { _, _ = w.payer().Pay(context.Background(), id) }) {
					t.Fatal("did not crash")
				}
				w.Heal()
				w.pay()
				w.Advance(30 * time.Second)
				w.sweep()
				w.balanced()
			})
		}
	}
}

func TestTwoCrashesPayAndNotifyOnce(t *testing.T) {
	calls := payCalls(t)
	for first := 1; first <= calls; first += 4 {
		for second := 1; second <= calls; second += 5 {
			w := paying(t)
			for _, k := range []int{first, second} {
				w.ResetCalls()
				w.After(func(call int, _ string) {
					if call == k {
						panic(nakamatest.Crash)
					}
				})
				nakamatest.Crashed(func() { _, _ = w.payer().Pay(context.Background(), id) })
				w.Heal()
				w.Advance(20 * time.Second)
			}
			w.pay()
			w.sweep()
			w.balanced()
			if t.Failed() {
				t.Fatalf("after crashes at %d and %d", first, second)
			}
		}
	}
}

func TestFailureAtAnyCallPaysAndNotifiesOnce(t *testing.T) {
	failed := errors.New("the connection broke")
	for k := 1; k <= payCalls(t); k++ {
		for _, done := range []bool{false, true} {
			t.Run(fmt.Sprintf("call %d, done %v", k, done), func(t *testing.T) {
				w := paying(t)
				w.Before(func(call int, method string) {
					if call != k {
						return
					}
					if done {
						w.FailAfter(method, 1, failed)
					} else {
						w.Fail(method, 1, failed)
					}
				})
				_, _ = w.payer().Pay(t.Context(), id)
				w.Heal()
				w.pay()
				w.Advance(30 * time.Second)
				w.sweep()
				w.balanced()
			})
		}
	}
}

func TestNotificationFailureIsTriedAgainAtOnce(t *testing.T) {
	w := paying(t)
	w.Fail("NotificationsSend", 1, errors.New("away"))
	w.pay()
	w.balanced()
}

func TestNoticeOfAServerThatDiedIsSentWhenItsLeaseEnds(t *testing.T) {
	w := paying(t)
	w.Before(func(_ int, method string) {
		if method == "NotificationsSend" {
			panic(nakamatest.Crash)
		}
	})
	nakamatest.Crashed(func() { _, _ = w.payer().Pay(context.Background(), id) })
	w.Heal()
	w.pay()
	if len(w.checkpoint().Open) != 0 {
		t.Error("the period is open although its winners are paid")
	}
	w.Advance(14 * time.Second)
	w.sweep()
	if len(w.Inbox(w.ids["ann"])) != 0 || len(w.Inbox(w.ids["bob"])) != 0 {
		t.Error("notified while another server may be about to")
	}
	w.Advance(time.Second)
	w.sweep()
	w.balanced()
}

func TestWinnerWhoseAccountIsDeletedBetweenCoinsAndNoticeIsDone(t *testing.T) {
	w := paying(t)
	w.Before(func(_ int, method string) {
		if method == "NotificationsSend" {
			w.Heal()
			for _, name := range []string{"ann", "bob"} {
				_ = w.AccountDeleteId(context.Background(), w.ids[name], false)
			}
		}
	})
	w.pay()
	w.wantCoins("cat", 500)
	w.wantClosed()
}
