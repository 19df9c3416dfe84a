package faultsim

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/testing/nakamatest"
)

// tick is the step of a live world's clock.
const tick = 50 * time.Millisecond

// live is a world whose servers work by themselves while virtual time passes.
type live struct {
	*world

	ctx   context.Context //nolint:containedctx // ends all goroutines of the bubble
	names []string
}

// inLiveWorld runs a test in a world in which 120 players wait for the end of
// the week, a second away. All have the same score, so all win.
func inLiveWorld(t *testing.T, test func(w *live)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		w := &live{world: newWorld(t, t.Name(), 1), ctx: ctx}
		for i := range 120 {
			name := fmt.Sprintf("p%03d", i)
			w.names = append(w.names, name)
			enter(w.world, entrant{name, 3})
		}
		w.advanceTo(w.reset() - 1)
		go func() {
			for wait(ctx, tick) {
				w.first().Advance(tick) //nolint:contextcheck // Nakama's own callbacks have a context of the server's
			}
		}()
		test(w)
		stop()
		w.first().Heal()
		synctest.Wait()
	})
}

// wait waits in virtual time, and reports whether the context goes on.
func wait(ctx context.Context, d time.Duration) bool {
	timer, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-timer.Done()
	return ctx.Err() == nil
}

// run lets a server work by itself. It ends with the returned function.
func (w *live) run(s *server) (stop func()) {
	ctx, cancel := context.WithCancel(w.ctx)
	go s.p.Run(ctx)
	return cancel
}

// waiting lists the players who are not paid, or not notified, exactly once.
func (w *live) waiting() []string {
	var waiting []string
	for _, name := range w.names {
		user := w.ids[name]
		if coins := w.first().Wallet(user)["coins"]; coins != starterCoins+1000 || len(w.first().Inbox(user)) != 1 {
			waiting = append(waiting, name)
		}
	}
	return waiting
}

// wantDone waits until all players but the excepted number are paid and notified,
// and fails if that takes longer than the limit.
func (w *live) wantDone(limit time.Duration, except int) {
	w.t.Helper()
	began := w.first().Now()
	for len(w.waiting()) > except && w.first().Now().Sub(began) <= limit {
		wait(w.ctx, tick)
	}
	if took := w.first().Now().Sub(began); took > limit {
		w.errorf("after %v, %d of %d players wait, among them %s; the log ends with %+v",
			took, len(w.waiting()), len(w.names), w.received(w.waiting()[0]), lastEntries(w.first(), 8))
	} else {
		w.t.Logf("took %v", took)
	}
}

// received says what a player has got so far.
func (w *live) received(name string) string {
	user := w.ids[name]
	return fmt.Sprintf("%s with %d coins and %d notifications", name, w.first().Wallet(user)["coins"], len(w.first().Inbox(user)))
}

// lastEntries are the last lines of a server's log.
func lastEntries(s *server, n int) []nakamatest.LogEntry {
	entries := s.Logger().Entries()
	return entries[max(0, len(entries)-n):]
}

// restart ends the server's process and starts it again.
func (s *server) restart() {
	s.Restart()
	s.start()
}

func TestPrizesArePaidAsSoonAsTheWeekHasSettled(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		w.run(w.first())
		wait(w.ctx, 6*time.Second) // the end and SAGISHI_SETTLE_SECONDS
		w.wantDone(2*time.Second, 0)
	})
}

func TestServerThatStartsAfterTheEndPaysAsSoonAsTheWeekHasSettled(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		w.first().Kill()
		wait(w.ctx, 2600*time.Millisecond)
		w.first().restart()
		w.run(w.first())
		wait(w.ctx, 3400*time.Millisecond)
		w.wantDone(2*time.Second, 0)
	})
}

func TestServerThatStartsLongAfterTheEndPaysAtOnce(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		w.first().Kill()
		wait(w.ctx, 40*time.Second)
		w.first().restart()
		w.run(w.first())
		w.wantDone(time.Second, 0)
	})
}

func TestRestartAfterAKillAmidThePaymentsPaysAndNotifiesSoon(t *testing.T) {
	for _, method := range []string{"MultiUpdate", "NotificationsSend", "StorageDelete"} {
		for _, call := range []int{1, 2} {
			for _, when := range []string{"before", "after"} {
				t.Run(fmt.Sprintf("%s %s %d", when, method, call), func(t *testing.T) {
					inLiveWorld(t, func(w *live) {
						calls := 0
						die := func(_ int, called string) {
							if called != method {
								return
							}
							if calls++; calls == call {
								w.first().die()
							}
						}
						if when == "before" {
							w.first().Before(die)
						} else {
							w.first().After(die)
						}
						stop := w.run(w.first())
						wait(w.ctx, 7*time.Second)
						stop()
						if !w.first().dead.Load() {
							w.t.Fatal("the server was not killed")
						}
						w.first().restart()
						w.run(w.first())
						w.wantDone(20*time.Second, 0)
					})
				})
			}
		}
	}
}

func TestGameThatTheMatchCouldNotFinishIsSoonCounted(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		party(w.world)
		wait(w.ctx, 10*time.Second) // into the next week
		w.run(w.first())
		wait(w.ctx, time.Second)
		w.first().Fail("LeaderboardRecordWrite", nakamatest.Always, errBroken)
		if _, err := w.first().p.Results.Record(w.ctx, game(w.world, gameID)); err == nil {
			w.t.Error("the boards are written")
		}
		w.first().Heal()
		wait(w.ctx, 6*time.Second)
		for _, name := range []string{"ann", "bob", "cat"} {
			if wins := w.onBoards("weekly_crew_wins", name); wins != 1 {
				w.t.Errorf("%s has %d wins on the board, want 1", name, wins)
			}
		}
	})
}
