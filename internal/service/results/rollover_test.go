package results_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"sagishi/internal/testing/nakamatest"
)

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

func TestGameNotOnBoardsAtWeekEndCountsInNextWeek(t *testing.T) {
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
	if _, err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("moved before the ended week had settled")
	}
	w.join("bob")
	w.advanceTo(old + 6)
	if _, err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", old, 3)
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(votes, "ann", old, 3)
	w.wantScore(votes, "ann", 0, -1) // she has not joined the new week
	again := w.record(g)
	if again["ann"].Score != 1 || w.pending() != 0 {
		t.Errorf("%+v", again["ann"])
	}
	w.record(w.game("m.2", "crew"))
	w.wantScore(crews, "ann", 0, 2)
	w.wantScore(votes, "bob", 0, 1)
}

func TestBoardWrittenBeforeWeekEndIsNotCountedAgain(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	old := w.reset()
	w.advanceTo(old - 1)
	w.crashWhen("StorageWrite", 2) // the boards are written
	if !nakamatest.Crashed(func() { _, _ = w.service().Record(context.Background(), w.game("m.1", "crew")) }) {
		t.Fatal("did not crash")
	}
	w.Heal()
	w.advanceTo(old + 60)
	w.join("ann")
	if _, err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", old, 1)
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(votes, "ann", old, 1)
	w.wantScore(votes, "ann", 0, 0)
	if w.pending() != 0 {
		t.Error("pending")
	}
}

func TestWriteThatArrivesAfterWeekEndDoesNotInflateNextWeek(t *testing.T) {
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
			if _, err := w.service().Reconcile(t.Context()); err != nil {
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

func TestLateWriteOfCrashedServerIsCorrected(t *testing.T) {
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
	if _, err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(crews, "ann", old, 7)
}

func TestGameCountsInTheWeekInWhichBoardsAreWrittenAfterLongOutage(t *testing.T) {
	w := newWorld(t)
	w.Fail("LeaderboardRecordWrite", nakamatest.Always, errors.New("away"))
	if _, err := w.service().Record(t.Context(), w.game("m.1", "crew")); err == nil {
		t.Fatal("no error")
	}
	for range 3 {
		w.Advance(7 * 24 * time.Hour)
		if _, err := w.service().Reconcile(t.Context()); err == nil {
			t.Fatal("no error")
		}
	}
	w.Heal()
	w.Advance(7 * 24 * time.Hour)
	if _, err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(crews, "ann", w.reset()-7*24*3600, -1)
}
