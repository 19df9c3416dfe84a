package faultsim

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
)

var (
	seeds = flag.Int("seeds", 200, "schedules for each scenario")
	fresh = flag.Int("fresh", 3, "further schedules for each scenario, another choice in each run")
	seed  = flag.Int("seed", -1, "the one schedule to run")
	runs  atomic.Int64
)

// fewer says that a tenth of the runs will do.
func fewer() bool { return testing.Short() || raced }

// one prepares a world, lets go wrong what mishap makes, recovers, and
// audits the result.
func (sc scenario) one(w *world, mishap func()) {
	w.t.Helper()
	runs.Add(1)
	sc.prepare(w)
	for _, s := range w.servers {
		s.ResetCalls()
	}
	mishap()
	died := false
	for _, s := range w.servers {
		died = died || s.dead.Load()
		s.recover()
	}
	w.settle()
	sc.again(w, died)
	w.settle()
	if sc.after != nil {
		sc.after(w)
	}
	if sc.owed != nil {
		w.audit(sc.owed(w))
	}
	if sc.check != nil {
		sc.check(w)
	}
}

// again repeats what clients repeat after an error.
func (sc scenario) again(w *world, died bool) {
	w.t.Helper()
	if died && sc.vanishes {
		return
	}
	for i := range max(len(sc.acts), len(w.servers)) {
		s := w.servers[i%len(w.servers)]
		w.must(sc.acts[i%len(sc.acts)](s))
	}
}

// calls is how many calls the scenario makes if nothing goes wrong.
func (sc scenario) calls(t *testing.T) int {
	t.Helper()
	calls := 0
	w := newWorld(t, sc.name+", undisturbed", 1)
	sc.one(w, func() {
		for _, act := range sc.acts {
			w.must(act(w.first()))
		}
		calls = len(w.first().Calls())
	})
	return calls
}

func TestEveryFaultAtEveryCallLeavesNoDifference(t *testing.T) {
	for _, sc := range scenarios() {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			calls := sc.calls(t)
			step := 1 + calls/100
			if fewer() {
				step += calls / 10
			}
			for call := 1; call <= calls && !t.Failed(); call += step {
				for trouble := range troubles {
					sc.disturbed(t, call, trouble)
				}
			}
			t.Logf("%d calls", calls)
		})
	}
}

// disturbed runs the scenario with one trouble at one call.
func (sc scenario) disturbed(t *testing.T, call int, trouble trouble) {
	t.Helper()
	w := newWorld(t, fmt.Sprintf("%s, %v call %d", sc.name, trouble, call), 1)
	sc.one(w, func() {
		s := w.first()
		s.Before(func(number int, method string) {
			if number == call {
				w.what += " (" + method + ")"
				trouble.strike(s, method)
			}
		})
		for _, act := range sc.acts {
			_ = act(s)
		}
	})
}

func TestServersOnOneDatabaseLeaveNoDifference(t *testing.T) {
	for _, sc := range scenarios() {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			first, last := 0, sc.share(*seeds)
			if fewer() {
				last /= 10
			}
			if *seed >= 0 {
				first, last = *seed, *seed+1
			}
			for n := first; n < last && !t.Failed(); n++ {
				sc.scheduled(t, uint64(n))
			}
			for n := 0; n < *fresh && *seed < 0 && !t.Failed(); n++ {
				chosen := rand.Uint32()
				t.Logf("-seed %d", chosen)
				sc.scheduled(t, uint64(chosen))
			}
		})
	}
	t.Cleanup(func() { t.Logf("%d runs so far", runs.Load()) })
}

// share is how many of the schedules a scenario gets: long ones get fewer.
func (sc scenario) share(n int) int {
	if sc.name == "tied crowd" {
		return n / 40
	}
	return n
}

// scheduled runs the scenario on two or three servers with the seed's schedule.
func (sc scenario) scheduled(t *testing.T, seed uint64) {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, seed))
	w := newWorld(t, fmt.Sprintf("%s, -seed %d", sc.name, seed), 2+int(seed%2))
	s := &schedule{w: w, chance: chance, left: chance.IntN(4), luck: rand.New(rand.NewPCG(seed, ^seed))}
	sc.one(w, func() {
		s.run(sc.acts)
		w.what += fmt.Sprintf(" %q", s.story)
	})
}
