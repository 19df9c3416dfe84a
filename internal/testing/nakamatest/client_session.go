package nakamatest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Session is a logged-in client with an open socket, or a client of HTTP requests.
type Session struct {
	UserID, SessionID, Username string
	Created                     bool // the login created the account
	Vars                        map[string]string

	n               *Nakama
	number          int
	expires, issued int64
	tokenID         string
	address         string // host:port; empty if unknown

	mu       sync.Mutex
	socket   Socket
	received []Message
	closed   bool
}

// Socket is a client's end of a connection. The zero value records what it receives.
type Socket struct {
	Deliver  func(*rtapi.Envelope) // takes each message; it must neither block nor change it
	Ended    func()                // the server has ended the connection; it must not block
	Status   bool                  // the user appears online
	Language string
}

// Connect opens a socket for the client of a token.
func (s *Session) Connect(socket Socket) {
	s.n.db.mu.Lock()
	s.SessionID = s.n.db.newID()
	s.n.db.mu.Unlock()
	s.socket = socket
	s.open(socket.Status)
}

// open connects the socket.
func (s *Session) open(online bool) {
	s.n.db.mu.Lock()
	l := s.n.process
	l.count++
	s.number = l.count
	l.sessions[s.SessionID] = s
	l.follows[s.SessionID] = map[string]bool{s.UserID: true}
	hidden := s.Presence()
	hidden.Hidden = true
	l.track(streamKey{mode: streamNotifications, subject: s.UserID}, hidden)
	if online {
		l.track(streamKey{mode: streamStatus, subject: s.UserID}, s.Presence())
	}
	s.n.db.mu.Unlock()
	s.n.sendLater()
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
	for _, key := range s.n.removeSession(s) {
		s.n.leave(key, s.SessionID, runtime.PresenceReasonDisconnect)
	}
	if s.socket.Ended != nil {
		s.socket.Ended()
	}
	s.event("EventSessionEnd", "session_end", map[string]string{"reason": "disconnect"})
}

// removeSession removes a session and its tickets, and lists its streams.
func (n *Nakama) removeSession(s *Session) []streamKey {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	delete(n.process.sessions, s.SessionID)
	delete(n.process.follows, s.SessionID)
	for id, t := range n.process.tickets {
		if t.has(s.SessionID) {
			delete(n.process.tickets, id)
		}
	}
	var keys []streamKey
	for key, members := range n.process.streams {
		if _, ok := members[s.SessionID]; ok {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b streamKey) int { return strings.Compare(a.subject+a.label, b.subject+b.label) })
	return keys
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
	who := identity{userID: s.UserID, username: s.Username, vars: s.Vars, expires: s.expires, address: s.address}
	if socket {
		who.sessionID, who.language = s.SessionID, s.socket.Language
	}
	return who
}

// Presence returns the session's presence for a match.
func (s *Session) Presence() Presence {
	return Presence{UserID: s.UserID, SessionID: s.SessionID, Username: s.Username, Node: s.n.options.Node}
}
