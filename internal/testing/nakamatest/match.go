package nakamatest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

var errStopped = errors.New("match stopped")

// inputQueue is the number of messages that a match accepts per tick. Further
// messages are dropped silently.
const inputQueue = 128

// match is a running match. Its callbacks never overlap: the goroutine that holds
// running also runs what others queue meanwhile.
type match struct {
	n          *Nakama
	id, module string
	core       runtime.Match
	ctx        context.Context //nolint:containedctx // a match lives in its context
	cancel     context.CancelFunc
	created    time.Time
	number     int
	rate       int

	running sync.Mutex
	state   any
	tick    int64

	mu        sync.Mutex
	queue     []func()
	inputs    []runtime.MatchData
	presences []Presence
	label     string
	listed    string    // the label in lists
	changed   time.Time // of the label
	stopped   bool
	dropped   int
	deferred  []func()
}

func newMatch(n *Nakama, id, module string, core runtime.Match) *match {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.process.count++
	m := &match{n: n, id: id, module: module, core: core, created: n.db.now, number: n.process.count}
	//nolint:staticcheck // Nakama itself uses plain strings as keys.
	ctx := context.WithValue(n.callerContext(identity{}, "match"), runtime.RUNTIME_CTX_MATCH_ID, id)
	ctx = context.WithValue(ctx, runtime.RUNTIME_CTX_MATCH_NODE, n.options.Node) //nolint:staticcheck // as above
	m.ctx, m.cancel = context.WithCancel(ctx)
	return m
}

func (m *match) init(params map[string]any) error {
	state, rate, label := m.core.MatchInit(m.ctx, m.n.Logger(), nil, m.n, params)
	switch {
	case len(label) > maxLabel:
		return errors.New("MatchInit returned invalid label, must be 2048 bytes or less")
	case rate < 1 || rate > 60:
		return errors.New("MatchInit returned invalid tick rate, must be between 1 and 60")
	case state == nil:
		return errors.New("MatchInit returned nil state, stopping match")
	}
	m.state, m.rate = state, rate
	m.setLabel(label)
	return nil
}

// enqueue runs work as soon as no callback runs.
func (m *match) enqueue(work func()) {
	m.mu.Lock()
	m.queue = append(m.queue, work)
	m.mu.Unlock()
	m.tryRunQueue()
}

// tryRunQueue runs the queued work, unless another goroutine is running it.
func (m *match) tryRunQueue() {
	for m.pending() && m.running.TryLock() {
		m.runQueue()
	}
}

func (m *match) pending() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.queue) > 0
}

// runQueue runs the queued work and unlocks running.
func (m *match) runQueue() {
	defer m.running.Unlock()
	for {
		m.mu.Lock()
		if len(m.queue) == 0 {
			m.mu.Unlock()
			return
		}
		next := m.queue[0]
		m.queue = m.queue[1:]
		m.mu.Unlock()
		next()
	}
}

// setState stores the state that a callback returned; nil stops the match.
func (m *match) setState(state any) bool {
	if state == nil {
		m.stop()
		return false
	}
	m.state = state
	m.flush()
	return true
}

// flush sends the deferred messages.
func (m *match) flush() {
	m.mu.Lock()
	deferred := m.deferred
	m.deferred = nil
	m.mu.Unlock()
	for _, send := range deferred {
		send()
	}
}

// stop removes the match and the presences of its players.
func (m *match) stop() {
	m.flush()
	m.mu.Lock()
	m.stopped = true
	m.mu.Unlock()
	m.n.db.mu.Lock()
	delete(m.n.process.matches, m.id)
	delete(m.n.process.streams, m.stream())
	m.n.db.mu.Unlock()
	m.cancel()
}

func (m *match) isStopped() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.stopped
}

func (m *match) stream() streamKey {
	return streamKey{mode: streamMatch, subject: m.id[:36], label: m.id[37:]}
}

func (m *match) size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.presences)
}

func (m *match) list() []Presence {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.presences)
}

func (m *match) has(sessionID string) bool {
	return slices.ContainsFunc(m.list(), func(p Presence) bool { return p.SessionID == sessionID })
}

// setLabel sets the label. The caller must not hold the lock of the database.
func (m *match) setLabel(label string) {
	at := m.n.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.n.options.LabelLag {
		m.listed = label
	} else if m.changed.IsZero() || at.Sub(m.changed) >= time.Second {
		m.listed = m.label
	}
	m.label, m.changed = label, at
}

func (m *match) currentLabel() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.label
}

// indexedLabel returns the label in lists. The caller must hold the lock of the
// database.
func (m *match) indexedLabel() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.n.db.now.Sub(m.changed) >= time.Second {
		m.listed = m.label
	}
	return m.listed
}

// indexed reports whether lists include the match.
func (m *match) indexed() bool {
	return !m.n.options.LabelLag || m.n.db.now.Sub(m.created) >= time.Second
}
