package nakamatest

import (
	"cmp"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Modes of streams, as Nakama numbers them.
const (
	streamNotifications = 0
	streamStatus        = 1
	streamChannel       = 2
	streamGroup         = 3
	streamDirect        = 4
	streamRelayed       = 5
	streamMatch         = 6
	streamParty         = 7
)

// streamKey names a stream.
type streamKey struct {
	mode                       uint8
	subject, subcontext, label string
}

// member is a session in a stream.
type member struct {
	Presence
	number int // in order of joining
}

// liveState is what lives in a process and ends with it: sessions, matches,
// streams, tickets, metrics. The lock of the database guards it.
type liveState struct {
	sessions map[string]*Session
	streams  map[streamKey]map[string]*member // by session
	matches  map[string]*match
	tickets  map[string]*ticket
	parties  map[string]*party
	metrics  metrics
	count    int
}

func newLiveState() *liveState {
	return &liveState{
		sessions: map[string]*Session{},
		streams:  map[streamKey]map[string]*member{},
		matches:  map[string]*match{},
		tickets:  map[string]*ticket{},
		parties:  map[string]*party{},
		metrics:  newMetrics(),
	}
}

// online reports whether the user has a session.
func (l *liveState) online(userID string) bool { return len(l.sessionsOf(userID)) > 0 }

func (l *liveState) sessionsOf(userID string) []*Session {
	var out []*Session
	for _, s := range l.sessions {
		if s.UserID == userID {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Session) int { return cmp.Compare(a.number, b.number) })
	return out
}

// track adds a session to a stream, and reports whether it is new there.
func (l *liveState) track(key streamKey, p Presence) bool {
	members, ok := l.streams[key]
	if !ok {
		members = map[string]*member{}
		l.streams[key] = members
	}
	old, known := members[p.SessionID]
	if known {
		old.Presence = p
		return false
	}
	l.count++
	members[p.SessionID] = &member{Presence: p, number: l.count}
	return true
}

// untrack removes a session from a stream, and reports whether it was there.
func (l *liveState) untrack(key streamKey, sessionID string) (Presence, bool) {
	m, ok := l.streams[key][sessionID]
	if !ok {
		return Presence{}, false
	}
	delete(l.streams[key], sessionID)
	if len(l.streams[key]) == 0 {
		delete(l.streams, key)
	}
	return m.Presence, true
}

// members lists the sessions of a stream in the order in which they joined.
func (l *liveState) members(key streamKey) []Presence {
	var all []*member
	for _, m := range l.streams[key] {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b *member) int { return cmp.Compare(a.number, b.number) })
	out := make([]Presence, 0, len(all))
	for _, m := range all {
		out = append(out, m.Presence)
	}
	return out
}

// send hands a message to every session of a stream.
func (l *liveState) send(key streamKey, m Message) {
	for _, p := range l.members(key) {
		if s, ok := l.sessions[p.SessionID]; ok {
			s.receive(m)
		}
	}
}

// leave takes a session out of a stream; a match is told, once the lock is
// free.
func (n *Nakama) leave(key streamKey, sessionID string, reason runtime.PresenceReason) {
	n.db.mu.Lock()
	p, was := n.live.untrack(key, sessionID)
	m := n.live.matches[key.subject+"."+key.label]
	n.db.mu.Unlock()
	if was && key.mode == streamMatch && m != nil {
		p.Reason = reason
		m.enqueue(func() { m.left(p) })
	}
}
