package nakamatest

import (
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
	s := n.Anonymous("")
	n.db.mu.Lock()
	s.SessionID = n.db.newID()
	if o.DeviceID == "" {
		o.DeviceID = "device-" + n.db.newID()
	}
	n.db.mu.Unlock()
	var err error
	if o.CustomID != "" {
		_, err = s.AuthenticateCustom(&api.AuthenticateCustomRequest{
			Account: &api.AccountCustom{Id: o.CustomID, Vars: o.Vars}, Username: o.Username, Create: wrapperspb.Bool(true),
		})
	} else {
		_, err = s.AuthenticateDevice(&api.AuthenticateDeviceRequest{
			Account: &api.AccountDevice{Id: o.DeviceID, Vars: o.Vars}, Username: o.Username, Create: wrapperspb.Bool(true),
		})
	}
	if err != nil {
		return nil, err
	}
	s.open(true)
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
