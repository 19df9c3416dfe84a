package nakamatest

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Tick runs the loop of a match the given number of times, and moves the clock by a tick
// each time. It reports whether the match still runs.
func (n *Nakama) Tick(matchID string, times int) bool {
	for range times {
		m := n.running(matchID)
		if m == nil {
			return false
		}
		n.Advance(time.Second / time.Duration(m.rate))
		m.enqueue(m.loop)
	}
	return n.running(matchID) != nil
}

// RunTick runs the loop of a match once and leaves the clock alone. It reports whether
// the match still runs.
func (n *Nakama) RunTick(matchID string) bool {
	m := n.running(matchID)
	if m == nil {
		return false
	}
	m.enqueue(m.loop)
	return n.running(matchID) != nil
}

// running returns a match that has not ended; nil if there is none.
func (n *Nakama) running(matchID string) *match {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.process.matches[matchID]
}

// Matches lists the ids of the running matches, oldest first.
func (n *Nakama) Matches() []string {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	var all []*match
	for _, m := range n.process.matches {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b *match) int { return cmp.Compare(a.number, b.number) })
	var ids []string
	for _, m := range all {
		ids = append(ids, m.id)
	}
	return ids
}

// MatchState returns the state of a match's handler; nil if the match has ended.
func (n *Nakama) MatchState(matchID string) any {
	n.db.mu.Lock()
	m := n.process.matches[matchID]
	n.db.mu.Unlock()
	if m == nil {
		return nil
	}
	m.running.Lock()
	defer m.running.Unlock()
	return m.state
}

// Shutdown calls MatchTerminate of every match and the registered shutdown function.
func (n *Nakama) Shutdown(graceSeconds int) {
	for _, id := range n.Matches() {
		n.db.mu.Lock()
		m := n.process.matches[id]
		n.db.mu.Unlock()
		if m != nil {
			m.enqueue(func() { m.terminate(graceSeconds) })
		}
	}
	fn, ok := n.Initializer().Registration("Shutdown").(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule))
	if ok {
		fn(n.callerContext(identity{}, "shutdown"), n.Logger(), nil, n)
	}
}
