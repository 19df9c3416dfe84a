package faultsim

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// second adds another server to the world.
func (w *live) second() *server {
	s := &server{Nakama: w.first().AddServer("nakama2"), w: w.world, index: 1}
	w.servers = append(w.servers, s)
	s.start()
	return s
}

func TestServersWhoseClocksDifferPayAndNotifyOnce(t *testing.T) {
	for _, skews := range [][2]int64{{0, 20}, {20, 0}, {-10, 10}, {-20, 0}} {
		t.Run(fmt.Sprint(skews), func(t *testing.T) {
			inLiveWorld(t, func(w *live) {
				w.second()
				for i, s := range w.servers {
					s.skew.Store(skews[i] * int64(time.Second))
					w.run(s)
				}
				wait(w.ctx, 6*time.Second)
				w.wantDone(60*time.Second, 0)
				wait(w.ctx, time.Minute)
				w.wantDone(time.Second, 0)
			})
		})
	}
}

func TestClockThatStepsOverTheWeeksEndPaysAndNotifiesOnce(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		s := w.second()
		w.run(w.first())
		w.run(s)
		for i := range 60 {
			s.skew.Store(int64(20 * time.Second * time.Duration(i%3-1)))
			wait(w.ctx, time.Second)
		}
		s.skew.Store(0)
		w.wantDone(60*time.Second, 0)
	})
}

// TestServerWhoseClockIsBehindPaysSoMuchLater is the first row of the table of
// clocks in docs/operations.md.
func TestServerWhoseClockIsBehindPaysSoMuchLater(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		w.first().skew.Store(int64(-8 * time.Second))
		w.run(w.first())
		wait(w.ctx, 13*time.Second) // 12 after the end
		if waiting := len(w.waiting()); waiting != len(w.names) {
			w.t.Errorf("%d players are paid early", len(w.names)-waiting)
		}
		wait(w.ctx, time.Second)
		w.wantDone(2*time.Second, 0)
	})
}

// TestLastPointsCountUnlessAClockIsAheadByMoreThanItSettles is the other rows.
func TestLastPointsCountUnlessAClockIsAheadByMoreThanItSettles(t *testing.T) {
	for _, test := range []struct {
		ahead  time.Duration
		settle string
		counts bool
	}{{4 * time.Second, "5", true}, {8 * time.Second, "5", false}, {20 * time.Second, "25", true}} {
		t.Run(fmt.Sprintf("%v ahead, settles for %s s", test.ahead, test.settle), func(t *testing.T) {
			inLiveWorld(t, func(w *live) {
				w.env["SAGISHI_SETTLE_SECONDS"] = test.settle
				w.first().restart()
				ahead := w.second()
				ahead.skew.Store(int64(test.ahead))
				w.run(w.first())
				w.run(ahead)
				wait(w.ctx, 800*time.Millisecond)
				enter(w.world, entrant{"late", 3})
				w.wantDone(40*time.Second, 0)
				wait(w.ctx, time.Minute)
				w.wantDone(time.Second, 0)
				want := int64(starterCoins)
				if test.counts {
					want += 1000
				}
				if coins := w.first().Wallet(w.ids["late"])["coins"]; coins != want {
					w.t.Errorf("the player with the last points has %d coins, want %d", coins, want)
				}
			})
		})
	}
}

// pause stops a whole server before or after a call, until its lease has passed.
// It closes the channel when it does.
func (w *live) pause(s *server, method string, call int64, before bool) <-chan struct{} {
	var calls atomic.Int64
	paused, resumed := make(chan struct{}), make(chan struct{})
	stop := func(_ int, called string) {
		if called == method && calls.Add(1) == call {
			close(paused)
			wait(w.ctx, 20*time.Second)
			close(resumed)
		}
		select {
		case <-paused:
			<-resumed
		default:
		}
	}
	if before {
		s.Before(stop)
	} else {
		s.After(stop)
	}
	return paused
}

func TestServerThatPausesAmidThePaymentsPaysAndNotifiesOnce(t *testing.T) {
	for _, method := range []string{"MultiUpdate", "NotificationsSend", "StorageWrite", "StorageDelete"} {
		for _, call := range []int64{1, 2} {
			for _, before := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s %d before=%v", method, call, before), func(t *testing.T) {
					inLiveWorld(t, func(w *live) {
						testPause(w, method, call, before)
					})
				})
			}
		}
	}
}

// testPause pauses the first server. The other begins to work at that moment, so
// that it cannot have been faster.
func testPause(w *live, method string, call int64, before bool) {
	w.t.Helper()
	other := w.second()
	paused := w.pause(w.first(), method, call, before)
	w.run(w.first())
	limit, cancel := context.WithTimeout(w.ctx, 10*time.Second)
	defer cancel()
	select {
	case <-paused:
	case <-limit.Done():
		w.t.Fatal("the server never paused")
	}
	w.run(other)
	w.wantDone(60*time.Second, 0)
	wait(w.ctx, time.Minute)
	w.wantDone(time.Second, 0)
}

// handedOver is a server whose notices have been handed to the database when it
// pauses: they arrive, whatever the end of the call's context.
type handedOver struct{ observed }

func (h handedOver) NotificationsSend(ctx context.Context, sends []*runtime.NotificationSend) error {
	return h.observed.NotificationsSend(context.WithoutCancel(ctx), sends)
}

func TestNoticesThatArriveAfterAPauseAreInNoInboxTwice(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		s := w.first()
		s.module = handedOver{observed{s.Nakama, s}}
		s.restart()
		testPause(w, "NotificationsSend", 1, true)
	})
}

func TestServerFinishesTheWorkOfOneThatIsDeadForEver(t *testing.T) {
	for _, method := range []string{"MultiUpdate", "NotificationsSend", "StorageDelete"} {
		t.Run(method, func(t *testing.T) {
			inLiveWorld(t, func(w *live) {
				s := w.second()
				s.After(func(_ int, called string) {
					if called == method {
						s.die()
					}
				})
				stop := w.run(s)
				wait(w.ctx, 7*time.Second)
				stop()
				if !s.dead.Load() {
					w.t.Fatal("the server was not killed")
				}
				w.run(w.first())
				w.wantDone(time.Minute, 0)
			})
		})
	}
}
