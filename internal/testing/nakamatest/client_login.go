package nakamatest

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// LoginOptions configures a login.
type LoginOptions struct {
	DeviceID string            // empty: a new device for each login
	CustomID string            // instead of a device
	Username string            // empty: the server chooses one
	Vars     map[string]string // session variables
}

// Login logs a client in, running the registered hooks, and opens its socket. It
// returns the error that the client would receive.
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
			return s.authenticate(account{custom: in.GetAccount().GetId(), username: in.GetUsername(), create: createAllowed(in.GetCreate())}, in.GetAccount().GetVars())
		})
	} else {
		in := &api.AuthenticateDeviceRequest{Account: &api.AccountDevice{Id: o.DeviceID, Vars: o.Vars}, Username: o.Username, Create: wrapperspb.Bool(true)}
		_, err = request(n, n.callerContext(identity{}, "before"), "AuthenticateDevice", in, func(in *api.AuthenticateDeviceRequest) (*api.Session, context.Context, error) {
			return s.authenticate(account{device: in.GetAccount().GetId(), username: in.GetUsername(), create: createAllowed(in.GetCreate())}, in.GetAccount().GetVars())
		})
	}
	if err != nil {
		return nil, err
	}
	s.open()
	return s, nil
}

// MustLogin logs a client in, and panics if that fails: for tests that do not test
// the login.
func (n *Nakama) MustLogin(username string) *Session {
	s, err := n.Login(LoginOptions{Username: username})
	if err != nil {
		panic(err) //nolint:forbidigo // in tests
	}
	return s
}

func createAllowed(create *wrapperspb.BoolValue) bool { return create == nil || create.GetValue() }

func (s *Session) authenticate(a account, vars map[string]string) (*api.Session, context.Context, error) {
	err := s.n.inTransaction(func(db *database) error {
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
