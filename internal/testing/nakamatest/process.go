package nakamatest

import (
	"cmp"
	"slices"
)

// process holds the state that ends with a server's process: sessions, streams,
// matches, tickets, parties and metrics. The lock of the database guards it.
type process struct {
	sessions    map[string]*Session
	streams     map[streamKey]map[string]*member // by session
	matches     map[string]*match
	tickets     map[string]*ticket
	parties     map[string]*party
	revoked     map[string]*revocations    // by user
	follows     map[string]map[string]bool // by session: the users whose status it follows
	later       []outgoing
	metrics     metrics
	count       int
	ticketCount int
}

func newProcess() *process {
	return &process{
		sessions: map[string]*Session{},
		streams:  map[streamKey]map[string]*member{},
		matches:  map[string]*match{},
		tickets:  map[string]*ticket{},
		parties:  map[string]*party{},
		revoked:  map[string]*revocations{},
		follows:  map[string]map[string]bool{},
		metrics:  newMetrics(),
	}
}

// online reports whether the user has a session that shows a status.
func (l *process) online(userID string) bool {
	return len(l.streams[streamKey{mode: streamStatus, subject: userID}]) > 0
}

func (l *process) sessionsOf(userID string) []*Session {
	var out []*Session
	for _, s := range l.sessions {
		if s.UserID == userID {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Session) int { return cmp.Compare(a.number, b.number) })
	return out
}
