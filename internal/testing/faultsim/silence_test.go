package faultsim

import (
	"errors"
	"testing"
	"time"

	"sagishi/internal/testing/nakamatest"
)

// The database falls silent, or is away, from just before the end of the week until
// long after it. Meanwhile a game ends, and Nakama reports no end.
func TestGameAndWeekThatEndWhileTheDatabaseIsSilentCountAfterwards(t *testing.T) {
	for name, fail := range map[string]func(*nakamatest.Nakama){
		"silent":      func(n *nakamatest.Nakama) { n.Hang("*", nakamatest.Always) },
		"silent deaf": func(n *nakamatest.Nakama) { n.HangDeaf("*", nakamatest.Always) },
		"away":        func(n *nakamatest.Nakama) { n.Fail("*", nakamatest.Always, errors.New("connection refused")) },
	} {
		t.Run(name, func(t *testing.T) {
			inLiveWorld(t, func(w *live) {
				party(w.world)
				w.run(w.first())
				wait(w.ctx, 500*time.Millisecond)
				fail(w.first().Nakama)
				recorded := w.recordUntilDurable()
				wait(w.ctx, 2*time.Minute)
				if waiting := len(w.waiting()); waiting != len(w.names) {
					w.t.Errorf("%d of %d winners wait", waiting, len(w.names))
				}
				w.first().Heal()
				w.wantDone(31*time.Second, 0) // the longest time between two runs of a job
				<-recorded
				wait(w.ctx, 31*time.Second)
				for _, name := range []string{"ann", "bob", "cat"} {
					if wins := w.onBoards("weekly_crew_wins", name); wins != 1 {
						w.t.Errorf("%s has %d wins on the boards, want 1", name, wins)
					}
				}
			})
		})
	}
}

// recordUntilDurable records a game again and again, as its match does. The channel is
// closed when the game is recorded.
func (w *live) recordUntilDurable() <-chan struct{} {
	recorded := make(chan struct{})
	go func() {
		defer close(recorded)
		ended := game(w.world, gameID)
		for {
			if _, err := w.first().p.Results.Record(w.ctx, ended); err == nil || !wait(w.ctx, 10*time.Second) {
				return
			}
		}
	}()
	return recorded
}
