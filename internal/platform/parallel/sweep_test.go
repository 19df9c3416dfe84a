package parallel_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/platform/parallel"
)

const again = 5 * time.Second

// list is what a job finds: each piece is done by its function.
type list struct {
	mu    sync.Mutex
	keys  []string
	do    map[string]func(context.Context) error
	tries map[string]int
	at    map[string]time.Time // when it was tried last
}

func newList() *list {
	return &list{do: map[string]func(context.Context) error{}, tries: map[string]int{}, at: map[string]time.Time{}}
}

func (l *list) add(key string, do func(context.Context) error) {
	l.keys = append(l.keys, key)
	l.do[key] = do
}

// addMany adds n pieces that do the same.
func (l *list) addMany(n int, do func(context.Context) error) {
	for i := range n {
		l.add(fmt.Sprint("stuck", i), do)
	}
}

func (l *list) find(ctx context.Context, r *parallel.Run) error {
	for _, key := range l.keys {
		r.Do(ctx, key, func(ctx context.Context) error {
			l.mu.Lock()
			l.tries[key]++
			l.at[key] = now()
			l.mu.Unlock()
			return l.do[key](ctx)
		})
	}
	return nil
}

func nothing(context.Context) error { return nil }

func fail(context.Context) error { return errors.New("broken") }

func TestPiecesThatFailedHoldUpNoNewOne(t *testing.T) {
	for name, stuck := range map[string]func(context.Context) error{"not answered": hang, "fail": fail} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, l := parallel.NewSweep(limits, again), newList()
				l.addMany(1000, stuck)
				if _, err := s.Run(t.Context(), l.find); err == nil || !strings.Contains(err.Error(), "980 more failed") {
					t.Errorf("the failures are hidden: %v", err)
				}
				l.add("new", nothing)
				began := now()
				_, _ = s.Run(t.Context(), l.find)
				if took := l.at["new"].Sub(began); l.tries["new"] != 1 || took != 0 {
					t.Errorf("done %d times, after %v", l.tries["new"], took)
				}
				if took := now().Sub(began); took > again+limits.Most {
					t.Errorf("the run took %v", took)
				}
			})
		})
	}
}

func TestEachPieceThatFailedHasItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := parallel.NewSweep(limits, again), newList()
		l.addMany(300, hang)
		l.add("healed", fail)
		left, _ := s.Run(t.Context(), l.find)
		if left != 0 {
			t.Errorf("%d are left of a first run", left)
		}
		l.do["healed"] = nothing
		began := now()
		runs := 0
		for s.Failed("healed") && runs < 100 {
			runs++
			if left, _ = s.Run(t.Context(), l.find); left == 0 {
				break
			}
		}
		if s.Failed("healed") || now().Sub(began) > 12*(again+limits.Most) {
			t.Errorf("not done within %d runs and %v", runs, now().Sub(began))
		}
		for key, tries := range l.tries {
			if tries != 2 {
				t.Fatalf("%s was tried %d times, want once in each turn", key, tries)
			}
		}
	})
}

func TestPieceThatIsDoneCountsAsNewAgain(t *testing.T) {
	s, l := parallel.NewSweep(limits, again), newList()
	l.add("a", fail)
	_, _ = s.Run(t.Context(), l.find)
	l.do["a"] = nothing
	if _, err := s.Run(t.Context(), l.find); err != nil || s.Failed("a") {
		t.Errorf("%v, failed %v", err, s.Failed("a"))
	}
}

func TestRunThatEndsBlamesNoPiece(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		s, l := parallel.NewSweep(limits, again), newList()
		l.add("a", hang)
		if _, err := s.Run(ctx, l.find); err == nil || s.Failed("a") {
			t.Errorf("%v, failed %v", err, s.Failed("a"))
		}
	})
}

func TestSweepRemembersABoundedNumberOfPieces(t *testing.T) {
	s, l := parallel.NewSweep(limits, again), newList()
	l.addMany(5000, fail)
	_, _ = s.Run(t.Context(), l.find)
	remembered := slices.DeleteFunc(slices.Clone(l.keys), func(key string) bool { return !s.Failed(key) })
	if len(remembered) != 4096 {
		t.Errorf("%d pieces are remembered", len(remembered))
	}
}

func TestPanicOfASweepReachesTheCallerAfterAllPieces(t *testing.T) {
	s, l := parallel.NewSweep(limits, again), newList()
	l.add("broken", func(context.Context) error { panic("broken") })
	l.add("other", nothing)
	defer func() {
		if p := recover(); p != "broken" || l.tries["other"] != 1 {
			t.Errorf("panic %v", p)
		}
	}()
	_, _ = s.Run(t.Context(), l.find)
}
