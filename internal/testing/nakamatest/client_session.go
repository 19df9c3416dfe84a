package nakamatest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Session is a logged-in client with an open socket.
type Session struct {
	UserID, SessionID, Username string
	Created                     bool // the login created the account
	Vars                        map[string]string

	n       *Nakama
	number  int
	expires int64

	mu       sync.Mutex
	received []Message
	closed   bool
}

// open connects the socket.
func (s *Session) open() {
	s.n.db.mu.Lock()
	s.n.process.count++
	s.number = s.n.process.count
	s.n.process.sessions[s.SessionID] = s
	s.n.db.mu.Unlock()
	s.event("EventSessionStart", "session_start", nil)
}

func (s *Session) event(registration, name string, properties map[string]string) {
	fn, ok := s.n.Initializer().Registration(registration).(func(context.Context, runtime.Logger, *api.Event))
	if ok {
		fn(s.n.callerContext(s.caller(true), "event"), s.n.Logger(), &api.Event{Name: name, Properties: properties, External: true})
	}
}

// Close ends the connection: the session leaves its matches and channels.
func (s *Session) Close() {
	s.mu.Lock()
	was := s.closed
	s.closed = true
	s.mu.Unlock()
	if was {
		return
	}
	s.n.db.mu.Lock()
	delete(s.n.process.sessions, s.SessionID)
	var keys []streamKey
	for key, members := range s.n.process.streams {
		if _, ok := members[s.SessionID]; ok {
			keys = append(keys, key)
		}
	}
	for id, t := range s.n.process.tickets {
		if t.has(s.SessionID) {
			delete(s.n.process.tickets, id)
		}
	}
	s.n.db.mu.Unlock()
	slices.SortFunc(keys, func(a, b streamKey) int { return strings.Compare(a.subject+a.label, b.subject+b.label) })
	for _, key := range keys {
		s.n.leave(key, s.SessionID, runtime.PresenceReasonDisconnect)
	}
	s.event("EventSessionEnd", "session_end", map[string]string{"reason": "disconnect"})
}

// Closed reports whether the connection has ended.
func (s *Session) Closed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

// caller returns the identity for a call. Only calls over the socket carry the
// session id.
func (s *Session) caller(socket bool) identity {
	who := identity{userID: s.UserID, username: s.Username, vars: s.Vars, expires: s.expires}
	if socket {
		who.sessionID = s.SessionID
	}
	return who
}

// Presence returns the session's presence for a match.
func (s *Session) Presence() Presence {
	return Presence{UserID: s.UserID, SessionID: s.SessionID, Username: s.Username, Node: s.n.options.Node}
}
