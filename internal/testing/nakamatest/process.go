package nakamatest

import (
	"cmp"
	"slices"
)

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
