package faultsim

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"
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

// pause stops a whole server before or after a call, until its lease has passed.
func (w *live) pause(s *server, method string, call int64, before bool) *atomic.Bool {
	var calls atomic.Int64
	var paused atomic.Bool
	resumed := make(chan struct{})
	stop := func(_ int, called string) {
		if called == method && calls.Add(1) == call {
			paused.Store(true)
			wait(w.ctx, 20*time.Second)
			close(resumed)
		} else if paused.Load() {
			<-resumed
		}
	}
	if before {
		s.Before(stop)
	} else {
		s.After(stop)
	}
	return &paused
}

func TestServerThatPausesAmidThePaymentsPaysAndNotifiesOnce(t *testing.T) {
	for _, method := range []string{"MultiUpdate", "NotificationsSend", "StorageWrite", "StorageDelete"} {
		for _, before := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s before=%v", method, before), func(t *testing.T) {
				inLiveWorld(t, func(w *live) {
					paused := w.pause(w.first(), method, 1, before)
					w.run(w.first())
					w.run(w.second())
					wait(w.ctx, 6*time.Second)
					w.wantDone(60*time.Second, 0)
					wait(w.ctx, time.Minute)
					w.wantDone(time.Second, 0)
					if !paused.Load() {
						w.t.Log("the other server was first")
					}
				})
			})
		}
	}
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
