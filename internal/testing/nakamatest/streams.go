package nakamatest

import (
	"cmp"
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Nakama's modes of streams.
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

// track adds a session to a stream, and reports whether it was not there before. A
// session that was there keeps its presence as it is.
func (l *process) track(key streamKey, p Presence) bool {
	members, ok := l.streams[key]
	if !ok {
		members = map[string]*member{}
		l.streams[key] = members
	}
	if _, known := members[p.SessionID]; known {
		return false
	}
	l.count++
	members[p.SessionID] = &member{Presence: p, number: l.count}
	l.changed(key, []Presence{p}, nil)
	return true
}

// update replaces the presence of a session in a stream, or adds it.
func (l *process) update(key streamKey, p Presence) {
	m, known := l.streams[key][p.SessionID]
	if !known {
		l.track(key, p)
		return
	}
	old := m.Presence
	m.Presence = p
	l.changed(key, []Presence{p}, []Presence{old})
}

// untrack removes a session from a stream, and reports whether it was there.
func (l *process) untrack(key streamKey, sessionID string) (Presence, bool) {
	m, ok := l.streams[key][sessionID]
	if !ok {
		return Presence{}, false
	}
	delete(l.streams[key], sessionID)
	if len(l.streams[key]) == 0 {
		delete(l.streams, key)
	}
	l.changed(key, nil, []Presence{m.Presence})
	return m.Presence, true
}

// members lists the sessions of a stream in the order in which they joined.
func (l *process) members(key streamKey) []Presence {
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

// send delivers a message to every session of a stream.
func (l *process) send(key streamKey, m Message) {
	for _, p := range l.members(key) {
		if s, ok := l.sessions[p.SessionID]; ok {
			s.receive(m)
		}
	}
}

// leave removes a session from a stream. If that is a match's stream, the match
// handles the leave once the lock is free.
func (n *Nakama) leave(key streamKey, sessionID string, reason runtime.PresenceReason) {
	n.db.mu.Lock()
	p, was := n.process.untrack(key, sessionID)
	m := n.process.matches[key.subject+"."+key.label]
	if was && key.mode == streamParty {
		n.process.leaveParty(key, sessionID)
	}
	n.db.mu.Unlock()
	defer n.sendLater()
	if was && key.mode == streamMatch && m != nil {
		p.Reason = reason
		m.enqueue(func() { m.onLeave(p) })
	}
}

func newStreamKey(mode uint8, subject, subcontext, label string) (streamKey, error) {
	if subject != "" && !isID(subject) {
		return streamKey{}, errors.New("stream subject must be a valid identifier")
	}
	if subcontext != "" && !isID(subcontext) {
		return streamKey{}, errors.New("stream subcontext must be a valid identifier")
	}
	return streamKey{mode, subject, subcontext, label}, nil
}
