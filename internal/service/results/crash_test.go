package results_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

func isError(e nakamatest.LogEntry) bool { return e.Level == "error" }

// damage makes a record of the server's unreadable.
func (w *world) damage(collection, key, name string) {
	w.t.Helper()
	_, err := w.StorageWrite(w.t.Context(), []*runtime.StorageWrite{{
		Collection: collection, Key: key, UserID: w.ids[name], Value: `{"games":"many"}`, PermissionRead: 2,
	}})
	if err != nil {
		w.t.Fatal(err)
	}
}

// calls is how many calls recording one game takes.
func calls(t *testing.T) int {
	t.Helper()
	w := newWorld(t)
	w.join("ann", "bob")
	w.ForgetCalls()
	w.record(w.game("m.1", "crew"))
	return len(w.Calls())
}

// balanced checks that one game counted exactly once, everywhere.
func (w *world) balanced() {
	w.t.Helper()
	for _, name := range []string{"ann", "bob", "cat", "dan"} {
		w.wantScore(crews, name, 0, 1)
	}
	w.wantScore(votes, "ann", 0, 1)
	w.wantScore(votes, "bob", 0, 1)
	w.wantScore(imps, "eve", 0, -1)
	if n := w.unfinished(); n != 0 {
		w.t.Errorf("%d results unfinished", n)
	}
}

func TestCrashAtAnyCallCountsTheGameOnce(t *testing.T) {
	for k := 1; k <= calls(t); k++ {
		for _, when := range []string{"before", "after"} {
			t.Run(fmt.Sprintf("%s call %d", when, k), func(t *testing.T) {
				w := newWorld(t)
				w.join("ann", "bob")
				w.ForgetCalls()
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
				g := w.game("m.1", "crew")
				if !nakamatest.Crashed(func() { _, _ = w.service().Record(context.Background(), g) }) {
					t.Fatal("did not crash")
				}
				w.Heal()
				if err := w.service().Reconcile(t.Context()); err != nil {
					t.Fatal(err)
				}
				w.record(g) // whoever has the game still may try again
				w.balanced()
			})
		}
	}
}

func TestFailureAtAnyCallCountsTheGameOnce(t *testing.T) {
	failed := errors.New("the connection broke")
	for k := 1; k <= calls(t); k++ {
		for _, done := range []bool{false, true} {
			t.Run(fmt.Sprintf("call %d, done %v", k, done), func(t *testing.T) {
				w := newWorld(t)
				w.join("ann", "bob")
				w.ForgetCalls()
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
				g := w.game("m.1", "crew")
				if _, err := w.service().Record(t.Context(), g); !errors.Is(err, failed) {
					t.Fatalf("the failure is hidden: %v", err)
				}
				w.Heal()
				if err := w.service().Reconcile(t.Context()); err != nil {
					t.Fatal(err)
				}
				w.record(g)
				w.balanced()
			})
		}
	}
}

func TestReconcileWithNothingToDoLooksOnce(t *testing.T) {
	w := newWorld(t)
	w.crewWins(20)
	w.ForgetCalls()
	if err := w.service().Reconcile(t.Context()); err != nil || len(w.Calls()) != 1 {
		t.Errorf("calls %v, %v", w.Calls(), err)
	}
}

func TestUnfinishableResultDelaysNoOther(t *testing.T) {
	w := newWorld(t)
	w.Fail("LeaderboardRecordWrite", nakamatest.Always, errors.New("away"))
	for _, id := range []string{"a.1", "b.1"} {
		if _, err := w.service().Record(t.Context(), w.game(id, "crew")); err == nil {
			t.Fatal("no error")
		}
	}
	w.Heal()
	w.damageServers("results", "a.1")
	if err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("the damaged result is no error")
	}
	w.wantScore(crews, "ann", 0, 2)
	if w.unfinished() != 1 {
		t.Errorf("%d unfinished", w.unfinished())
	}
}

func (w *world) damageServers(collection, key string) {
	w.t.Helper()
	if _, err := w.StorageWrite(w.t.Context(), []*runtime.StorageWrite{{Collection: collection, Key: key, Value: `{"shares":7}`}}); err != nil {
		w.t.Fatal(err)
	}
}

func TestNoteWithoutResultIsRemoved(t *testing.T) {
	w := newWorld(t)
	w.damageServers("results_unfinished", "ghost.1")
	if err := w.service().Reconcile(t.Context()); err != nil || w.unfinished() != 0 {
		t.Errorf("%d unfinished, %v", w.unfinished(), err)
	}
}

// crashWhen ends the process before the given call of a method.
func (w *world) crashWhen(method string, nth int) {
	seen := 0
	w.Before(func(_ int, m string) {
		if m == method {
			if seen++; seen == nth {
				panic(nakamatest.Crash)
			}
		}
	})
}

func TestGameCutOffByTheWeeksEndCountsInTheNextWeek(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	w.crewWins(3)
	old := w.reset()
	w.advanceTo(old - 1)
	w.crashWhen("LeaderboardRecordWrite", 1)
	g := w.game("m.1", "crew")
	if !nakamatest.Crashed(func() { _, _ = w.service().Record(context.Background(), g) }) {
		t.Fatal("did not crash")
	}
	w.Heal()
	w.advanceTo(old + 1)
	if err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("moved before the ended week had settled")
	}
	w.join("bob")
	w.advanceTo(old + 6)
	if err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", old, 3)
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(votes, "ann", old, 3)
	w.wantScore(votes, "ann", 0, -1) // she has not joined the new week
	again := w.record(g)
	if again["ann"].Score != 1 || w.unfinished() != 0 {
		t.Errorf("%+v", again["ann"])
	}
	w.record(w.game("m.2", "crew"))
	w.wantScore(crews, "ann", 0, 2)
	w.wantScore(votes, "bob", 0, 1)
}

func TestBoardWrittenBeforeTheWeeksEndIsNotCountedAgain(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	old := w.reset()
	w.advanceTo(old - 1)
	w.crashWhen("StorageDelete", 1)
	if !nakamatest.Crashed(func() { _, _ = w.service().Record(context.Background(), w.game("m.1", "crew")) }) {
		t.Fatal("did not crash")
	}
	w.Heal()
	w.advanceTo(old + 60)
	w.join("ann")
	if err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", old, 1)
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(votes, "ann", old, 1)
	w.wantScore(votes, "ann", 0, 0)
	if w.unfinished() != 0 {
		t.Error("unfinished")
	}
}

func TestWriteOvertakenByTheWeeksEndDoesNotInflateTheNext(t *testing.T) {
	for _, method := range []string{"LeaderboardRecordWrite", "TournamentRecordWrite"} {
		t.Run(method, func(t *testing.T) {
			w := newWorld(t)
			w.join("ann")
			w.crewWins(7)
			old := w.reset()
			w.advanceTo(old - 1)
			once := false
			w.Before(func(_ int, m string) {
				if m == method && !once {
					once = true
					w.advanceTo(old)
					w.join("ann")
				}
			})
			g := w.game("m.1", "crew")
			_, err := w.service().Record(t.Context(), g)
			if err == nil {
				t.Error("settled a week that has just ended")
			}
			if r := w.on(crews, "ann", 0); r != nil && r.GetScore() > 1 {
				t.Errorf("the new week began with %d points", r.GetScore())
			}
			w.Heal()
			w.advanceTo(old + 10)
			if err := w.service().Reconcile(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"ann", "bob", "cat", "dan"} {
				sum := w.on(crews, name, old).GetScore() + w.on(crews, name, 0).GetScore()
				if sum != 8 {
					t.Errorf("%s has %d of 8 wins", name, sum)
				}
			}
			if sum := w.on(votes, "ann", old).GetScore() + w.on(votes, "ann", 0).GetScore(); sum != 8 {
				t.Errorf("ann has %d of 8 votes", sum)
			}
		})
	}
}

func TestStrayWriteOfACrashedServerIsPutRight(t *testing.T) {
	w := newWorld(t)
	w.crewWins(7)
	old := w.reset()
	w.advanceTo(old - 1)
	seen := 0
	w.Before(func(_ int, m string) {
		if m == "LeaderboardRecordWrite" {
			if seen++; seen == 1 {
				w.advanceTo(old)
			}
		}
	})
	w.After(func(_ int, m string) {
		if m == "LeaderboardRecordWrite" && seen == 1 {
			panic(nakamatest.Crash)
		}
	})
	if !nakamatest.Crashed(func() { _, _ = w.service().Record(context.Background(), w.game("m.1", "crew")) }) {
		t.Fatal("did not crash")
	}
	w.Heal()
	w.wantScore(crews, "ann", 0, 8) // the stray
	w.Advance(time.Minute)
	if err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(crews, "ann", old, 7)
}

func TestLongOutageMovesTheGameToTheWeekInWhichItIsWritten(t *testing.T) {
	w := newWorld(t)
	w.Fail("LeaderboardRecordWrite", nakamatest.Always, errors.New("away"))
	if _, err := w.service().Record(t.Context(), w.game("m.1", "crew")); err == nil {
		t.Fatal("no error")
	}
	for range 3 {
		w.Advance(7 * 24 * time.Hour)
		if err := w.service().Reconcile(t.Context()); err == nil {
			t.Fatal("no error")
		}
	}
	w.Heal()
	w.Advance(7 * 24 * time.Hour)
	if err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(crews, "ann", w.reset()-7*24*3600, -1)
}
