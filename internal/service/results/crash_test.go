package results_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/results"
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

// leftGame is a game that the imposter left alive.
func (w *world) leftGame() results.Game {
	g := w.game("m.1", "crew")
	g.Players[4].Left, g.Players[4].LeftAlive = true, true
	return g
}

// calls is how many calls recording one game takes.
func calls(t *testing.T) int {
	t.Helper()
	w := newWorld(t)
	w.join("ann", "bob")
	w.ResetCalls()
	w.record(w.withLeavers().leftGame())
	return len(w.Calls())
}

// wantCountedOnce checks that one game counted exactly once, everywhere.
func (w *world) wantCountedOnce() {
	w.t.Helper()
	for _, name := range []string{"ann", "bob", "cat", "dan"} {
		w.wantScore(crews, name, 0, 1)
		if r := w.rating(name); r.Crew.Games != 1 {
			w.t.Errorf("%s is rated for %d games", name, r.Crew.Games)
		}
	}
	for key, want := range map[string]string{"day": `"games":1,`, "leaver": `"game":"m.1"`} {
		if value, _ := w.Object("stats", key, w.ids["eve"]); !strings.Contains(strings.ReplaceAll(value, " ", ""), want) || strings.Count(value, "m.1") > 1 {
			w.t.Errorf("eve's %s record: %s", key, value)
		}
	}
	w.wantScore(votes, "ann", 0, 1)
	w.wantScore(votes, "bob", 0, 1)
	w.wantScore(imps, "eve", 0, -1)
	if n := w.pending(); n != 0 {
		w.t.Errorf("%d results pending", n)
	}
}

func TestCrashAtAnyCallCountsTheGameOnce(t *testing.T) {
	for k := 1; k <= calls(t); k++ {
		for _, when := range []string{"before", "after"} {
			t.Run(fmt.Sprintf("%s call %d", when, k), func(t *testing.T) {
				w := newWorld(t)
				w.join("ann", "bob")
				w.ResetCalls()
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
				g := w.withLeavers().leftGame()
				if !nakamatest.Crashed(func() { _, _ = w.service().Record(context.Background(), g) }) {
					t.Fatal("did not crash")
				}
				w.Heal()
				if _, err := w.service().Reconcile(t.Context()); err != nil {
					t.Fatal(err)
				}
				w.record(g) // the match may try again
				w.wantCountedOnce()
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
				w.ResetCalls()
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
				g := w.withLeavers().leftGame()
				if _, err := w.service().Record(t.Context(), g); !errors.Is(err, failed) {
					t.Fatalf("the failure is hidden: %v", err)
				}
				w.Heal()
				if _, err := w.service().Reconcile(t.Context()); err != nil {
					t.Fatal(err)
				}
				w.record(g)
				w.wantCountedOnce()
			})
		}
	}
}

func TestReconcileWithNothingPendingMakesOneCall(t *testing.T) {
	w := newWorld(t)
	w.crewWins(20)
	w.ResetCalls()
	if _, err := w.service().Reconcile(t.Context()); err != nil || len(w.Calls()) != 1 {
		t.Errorf("calls %v, %v", w.Calls(), err)
	}
}

func TestDamagedResultDoesNotDelayOthers(t *testing.T) {
	w := newWorld(t)
	w.Fail("LeaderboardRecordWrite", nakamatest.Always, errors.New("away"))
	for _, id := range []string{"a.1", "b.1"} {
		if _, err := w.service().Record(t.Context(), w.game(id, "crew")); err == nil {
			t.Fatal("no error")
		}
	}
	w.Heal()
	w.damageServers("results", "a.1")
	if _, err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("the damaged result is no error")
	}
	w.wantScore(crews, "ann", 0, 2)
	if w.pending() != 1 {
		t.Errorf("%d pending", w.pending())
	}
}

func (w *world) damageServers(collection, key string) {
	w.t.Helper()
	if _, err := w.StorageWrite(w.t.Context(), []*runtime.StorageWrite{{Collection: collection, Key: key, Value: `{"players":7}`}}); err != nil {
		w.t.Fatal(err)
	}
}

func TestPendingRecordWithoutResultIsDeleted(t *testing.T) {
	w := newWorld(t)
	w.damageServers("results_pending", "ghost.1")
	if _, err := w.service().Reconcile(t.Context()); err != nil || w.pending() != 0 {
		t.Errorf("%d pending, %v", w.pending(), err)
	}
}
