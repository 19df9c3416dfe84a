package nakamatest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Kinds of messages that a client receives.
const (
	KindMatchData    = "match_data"
	KindNotification = "notification"
	KindChannel      = "channel_message"
	KindMatched      = "matchmaker_matched"
	KindStream       = "stream_data"
	KindOther        = "other"
)

// Message is what a client received over its socket.
type Message struct {
	Kind         string
	Op           int64  // of match data
	Data         []byte // of match data, the content of the others
	Sender       string // user id; empty for the server
	Notification *api.Notification
	Envelope     *rtapi.Envelope // nil for notifications and stream data
}

// messageOf describes an envelope.
func messageOf(envelope *rtapi.Envelope) Message {
	m := Message{Kind: KindOther, Envelope: envelope}
	switch e := envelope.GetMessage().(type) {
	case *rtapi.Envelope_MatchData:
		m.Kind, m.Op, m.Data = KindMatchData, e.MatchData.GetOpCode(), e.MatchData.GetData()
		m.Sender = e.MatchData.GetPresence().GetUserId()
	case *rtapi.Envelope_ChannelMessage:
		m.Kind, m.Data, m.Sender = KindChannel, []byte(e.ChannelMessage.GetContent()), e.ChannelMessage.GetSenderId()
	case *rtapi.Envelope_MatchmakerMatched:
		m.Kind = KindMatched
	}
	return m
}

// LoginOptions says how a client logs in.
type LoginOptions struct {
	DeviceID string            // empty is one of its own for each login
	CustomID string            // instead of a device
	Username string            // empty is one that the server draws
	Vars     map[string]string // session variables
}

// Session is a client that is logged in and has a socket.
type Session struct {
	UserID, SessionID, Username string
	Created                     bool // the login made the account
	Vars                        map[string]string

	n       *Nakama
	number  int
	expires int64

	mu       sync.Mutex
	received []Message
	closed   bool
}

// Login logs a client in and opens its socket, with the hooks that are
// registered for it. It fails the way the client would see it.
func (n *Nakama) Login(o LoginOptions) (*Session, error) {
	s := &Session{Vars: copyMap(o.Vars), n: n}
	n.db.mu.Lock()
	s.SessionID = n.db.newID()
	if o.DeviceID == "" {
		o.DeviceID = "device-" + n.db.newID()
	}
	s.expires = n.db.now.Add(time.Minute).Unix()
	n.db.mu.Unlock()
	var err error
	if o.CustomID != "" {
		in := &api.AuthenticateCustomRequest{Account: &api.AccountCustom{Id: o.CustomID, Vars: o.Vars}, Username: o.Username, Create: wrapperspb.Bool(true)}
		_, err = request(n, n.callerContext(identity{}, "before"), "AuthenticateCustom", in, func(in *api.AuthenticateCustomRequest) (*api.Session, context.Context, error) {
			return s.authenticate(account{custom: in.GetAccount().GetId(), username: in.GetUsername(), create: creates(in.GetCreate())}, in.GetAccount().GetVars())
		})
	} else {
		in := &api.AuthenticateDeviceRequest{Account: &api.AccountDevice{Id: o.DeviceID, Vars: o.Vars}, Username: o.Username, Create: wrapperspb.Bool(true)}
		_, err = request(n, n.callerContext(identity{}, "before"), "AuthenticateDevice", in, func(in *api.AuthenticateDeviceRequest) (*api.Session, context.Context, error) {
			return s.authenticate(account{device: in.GetAccount().GetId(), username: in.GetUsername(), create: creates(in.GetCreate())}, in.GetAccount().GetVars())
		})
	}
	if err != nil {
		return nil, err
	}
	s.open()
	return s, nil
}

// MustLogin logs a client in, and panics if it is refused: for tests in which
// that would be a fault of the test.
func (n *Nakama) MustLogin(username string) *Session {
	s, err := n.Login(LoginOptions{Username: username})
	if err != nil {
		panic(err) //nolint:forbidigo // in tests
	}
	return s
}

func creates(create *wrapperspb.BoolValue) bool { return create == nil || create.GetValue() }

func (s *Session) authenticate(a account, vars map[string]string) (*api.Session, context.Context, error) {
	err := s.n.locked(func(db *database) error {
		u, created, err := db.authenticate(a)
		if err != nil {
			return err
		}
		s.UserID, s.Username, s.Created = u.id, u.username, created
		return nil
	})
	s.Vars = copyMap(vars)
	out := &api.Session{Created: s.Created, Token: "token-" + s.UserID, RefreshToken: "refresh-" + s.UserID}
	return out, s.n.callerContext(s.caller(false), "after"), err
}

// open connects the socket.
func (s *Session) open() {
	s.n.db.mu.Lock()
	s.n.live.count++
	s.number = s.n.live.count
	s.n.live.sessions[s.SessionID] = s
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
	delete(s.n.live.sessions, s.SessionID)
	var keys []streamKey
	for key, members := range s.n.live.streams {
		if _, ok := members[s.SessionID]; ok {
			keys = append(keys, key)
		}
	}
	for id, t := range s.n.live.tickets {
		if t.has(s.SessionID) {
			delete(s.n.live.tickets, id)
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

// caller is who calls: over the socket the session is known, over HTTP not.
func (s *Session) caller(socket bool) identity {
	who := identity{userID: s.UserID, username: s.Username, vars: s.Vars, expires: s.expires}
	if socket {
		who.sessionID = s.SessionID
	}
	return who
}

// Presence is the session as a match sees it.
func (s *Session) Presence() Presence {
	return Presence{UserID: s.UserID, SessionID: s.SessionID, Username: s.Username, Node: s.n.options.Node}
}

func (s *Session) receive(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.received = append(s.received, m)
	}
}

// Received is everything received since the last Clear.
func (s *Session) Received() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// ReceivedOp is the match data of that op code received since the last Clear.
func (s *Session) ReceivedOp(op int64) []Message {
	return slices.DeleteFunc(s.Received(), func(m Message) bool { return m.Kind != KindMatchData || m.Op != op })
}

// ReceivedKind is what was received of that kind since the last Clear.
func (s *Session) ReceivedKind(kind string) []Message {
	return slices.DeleteFunc(s.Received(), func(m Message) bool { return m.Kind != kind })
}

// Clear forgets what was received.
func (s *Session) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received = nil
}

// RPC calls an RPC as this client over HTTP.
func (s *Session) RPC(id, payload string) (string, error) {
	return s.n.rpc(s.n.callerContext(s.caller(false), "rpc"), id, payload)
}

// ServerRPC calls an RPC with the HTTP key, without a user.
func (n *Nakama) ServerRPC(id, payload string) (string, error) {
	return n.rpc(n.ServerContext(), id, payload)
}

func (n *Nakama) rpc(ctx context.Context, id, payload string) (string, error) {
	fn, ok := n.Initializer().Registration("Rpc " + strings.ToLower(id)).(rpcFunction)
	if !ok {
		return "", runtime.NewError("RPC function not found", codeNotFound)
	}
	answer, err := fn(ctx, n.Logger(), nil, n, payload)
	if err != nil {
		return "", refusal(err)
	}
	return answer, nil
}
