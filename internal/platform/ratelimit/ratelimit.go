package ratelimit

import (
	"sync"
	"sync/atomic"
	"time"
)

// sweepEvery is after how many new callers a meter looks for idle ones, since
// nobody may say when a caller is gone.
const sweepEvery = 1024

// Meter is a budget for each caller. What one caller does costs another
// nothing: callers share no lock, and one who is known costs no memory.
//
// A caller's whole state is the time at which its budget is full again, which
// each act moves on by one interval. A caller whose time has passed is as good
// as new, so idle ones can be forgotten. Budgets are kept in memory: each
// server has its own, and a restart fills them all.
type Meter struct {
	interval int64 // nanoseconds that an act costs
	burst    int64 // nanoseconds that may be spent ahead
	callers  sync.Map
	added    atomic.Uint64
	now      func() time.Time
}

// New makes a meter that lets each caller act once an interval, and burst times
// at once after a rest.
func New(interval time.Duration, burst int, now func() time.Time) *Meter {
	return &Meter{interval: int64(interval), burst: int64(interval) * int64(burst), now: now}
}

// Allow spends one act of the caller, if there is one left. The key is an any
// because that is how a context holds the id of a session.
func (m *Meter) Allow(caller any) bool {
	now := m.now().UnixNano()
	full := m.caller(caller, now)
	for {
		was := full.Load()
		next := max(was, now) + m.interval
		if next-now > m.burst {
			return false
		}
		if full.CompareAndSwap(was, next) {
			return true
		}
	}
}

// Refund gives an act back that came to nothing.
func (m *Meter) Refund(caller any) {
	if known, ok := m.callers.Load(caller); ok {
		known.(*atomic.Int64).Add(-m.interval) //nolint:forcetypeassert // the map holds nothing else
	}
}

// Forget drops a caller who is gone.
func (m *Meter) Forget(caller any) { m.callers.Delete(caller) }

// Knows reports whether the meter keeps a caller in memory.
func (m *Meter) Knows(caller any) bool {
	_, ok := m.callers.Load(caller)
	return ok
}

func (m *Meter) caller(caller any, now int64) *atomic.Int64 {
	if known, ok := m.callers.Load(caller); ok {
		return known.(*atomic.Int64) //nolint:forcetypeassert // the map holds nothing else
	}
	if m.added.Add(1)%sweepEvery == 0 {
		m.sweep(now)
	}
	known, _ := m.callers.LoadOrStore(caller, new(atomic.Int64))
	return known.(*atomic.Int64) //nolint:forcetypeassert // the map holds nothing else
}

// sweep forgets the callers whose budget is full.
func (m *Meter) sweep(now int64) {
	m.callers.Range(func(caller, full any) bool {
		if full.(*atomic.Int64).Load() <= now { //nolint:forcetypeassert // the map holds nothing else
			m.callers.Delete(caller)
		}
		return true
	})
}
