package hooks

import (
	"sync"
	"sync/atomic"
	"time"
)

// sweepEvery is after how many new sessions the meter looks for idle ones.
// Their end is announced through a queue that may drop it.
const sweepEvery = 1024

// meter lets each session act at a steady pace, with bursts. What one session
// does costs another nothing: sessions share no lock, and a session that is
// known costs no memory.
//
// A session's whole state is the time at which its budget is full again, which
// each act moves on by one interval. A session whose time has passed is as good
// as new, so idle sessions can be forgotten.
type meter struct {
	interval int64 // nanoseconds that an act costs
	burst    int64 // nanoseconds that may be spent ahead
	sessions sync.Map
	added    atomic.Uint64
	now      func() time.Time
}

func newMeter(perSecond, burst int64, now func() time.Time) *meter {
	interval := int64(time.Second) / perSecond
	return &meter{interval: interval, burst: interval * burst, now: now}
}

// allow spends one act of the session. The session's id is an any because that
// is how a context holds it.
func (m *meter) allow(session any) bool {
	now := m.now().UnixNano()
	full := m.session(session, now)
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

// forget drops a session that has ended.
func (m *meter) forget(session any) { m.sessions.Delete(session) }

func (m *meter) session(session any, now int64) *atomic.Int64 {
	if known, ok := m.sessions.Load(session); ok {
		return known.(*atomic.Int64) //nolint:forcetypeassert // the map holds nothing else
	}
	if m.added.Add(1)%sweepEvery == 0 {
		m.sweep(now)
	}
	known, _ := m.sessions.LoadOrStore(session, new(atomic.Int64))
	return known.(*atomic.Int64) //nolint:forcetypeassert // the map holds nothing else
}

// sweep forgets the sessions whose budget is full.
func (m *meter) sweep(now int64) {
	m.sessions.Range(func(session, full any) bool {
		if full.(*atomic.Int64).Load() <= now { //nolint:forcetypeassert // the map holds nothing else
			m.sessions.Delete(session)
		}
		return true
	})
}
