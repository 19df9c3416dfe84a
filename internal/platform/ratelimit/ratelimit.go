package ratelimit

import (
	"sync"
	"sync/atomic"
	"time"
)

// sweepEvery is the number of new callers after which a limiter removes idle ones,
// since not every caller is removed when it leaves.
const sweepEvery = 1024

// keptIdle is how long a caller with a full budget stays known. A player sends each
// second or so, with a budget that is full again after some milliseconds: if a sweep
// removed it, the next message would pay for adding it again.
const keptIdle = time.Minute

// Limiter has a budget for each caller. Callers do not affect each other: they
// share no lock, and calls of a known caller do not allocate.
//
// A caller's whole state is the time at which its budget is full again. Each call
// moves it on by one interval. A caller whose time has passed has a full budget,
// like a new one, so callers that have been idle for a minute can be removed. Budgets are kept in memory: each
// server has its own, and a restart fills them all.
type Limiter struct {
	interval int64 // nanoseconds that a call costs
	burst    int64 // nanoseconds that may be spent ahead
	callers  sync.Map
	added    atomic.Uint64
	now      func() time.Time
}

// New makes a limiter that allows each caller one call an interval, and burst
// calls at once after a pause.
func New(interval time.Duration, burst int, now func() time.Time) *Limiter {
	return &Limiter{interval: int64(interval), burst: int64(interval) * int64(burst), now: now}
}

// Allow spends one call of the caller's budget and reports whether there was one
// left. The caller is an any because a context holds the id of a session so.
func (l *Limiter) Allow(caller any) bool { return l.AllowN(caller, 1) }

// AllowN spends n calls of the caller's budget, or none if fewer are left. More
// than the burst are never left. n must not be negative.
func (l *Limiter) AllowN(caller any, n int) bool {
	now := l.now().UnixNano()
	full := l.caller(caller, now)
	for {
		was := full.Load()
		next := max(was, now) + int64(n)*l.interval
		if next-now > l.burst {
			return false
		}
		if full.CompareAndSwap(was, next) {
			return true
		}
	}
}

// Refund returns one call to the caller's budget.
func (l *Limiter) Refund(caller any) {
	if known, ok := l.callers.Load(caller); ok {
		known.(*atomic.Int64).Add(-l.interval) //nolint:forcetypeassert // the map holds nothing else
	}
}

// Remove removes a caller that has left.
func (l *Limiter) Remove(caller any) { l.callers.Delete(caller) }

func (l *Limiter) caller(caller any, now int64) *atomic.Int64 {
	if known, ok := l.callers.Load(caller); ok {
		return known.(*atomic.Int64) //nolint:forcetypeassert // the map holds nothing else
	}
	if l.added.Add(1)%sweepEvery == 0 {
		l.sweep(now)
	}
	known, _ := l.callers.LoadOrStore(caller, new(atomic.Int64))
	return known.(*atomic.Int64) //nolint:forcetypeassert // the map holds nothing else
}

// sweep removes the callers whose budget has been full for keptIdle.
func (l *Limiter) sweep(now int64) {
	l.callers.Range(func(caller, full any) bool {
		if full.(*atomic.Int64).Load()+int64(keptIdle) <= now { //nolint:forcetypeassert // the map holds nothing else
			l.callers.Delete(caller)
		}
		return true
	})
}
