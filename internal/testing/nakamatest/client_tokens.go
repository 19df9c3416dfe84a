package nakamatest

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Anonymous returns a client without a session, which can only log in. The address
// is what hooks see.
func (n *Nakama) Anonymous(address string) *Session { return &Session{n: n, address: address} }

// Client returns the client that a session's token names, and false if the token is
// wrong, expired or logged out. It has no socket.
func (n *Nakama) Client(token, address string) (*Session, bool) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	c, err := parseToken(token, sessionKey, n.db.now)
	if err != nil || !n.process.valid(c, false, n.options.SessionLife) {
		return nil, false
	}
	return n.sessionOf(c, address), true
}

func (n *Nakama) sessionOf(c claims, address string) *Session {
	return &Session{
		UserID: c.UserID, Username: c.Username, Vars: c.Vars,
		n: n, address: address, expires: c.Expires, tokenID: c.TokenID, issued: c.Issued,
	}
}

// setTokens puts new tokens of the session into the answer. The caller holds the lock
// of the database.
func (s *Session) setTokens(out *api.Session) {
	sign := func(key string, life time.Duration) (string, int64) {
		c := claims{
			TokenID: s.tokenID, UserID: s.UserID, Username: s.Username, Vars: s.Vars,
			Issued: s.issued, Expires: s.n.db.now.Add(life).Unix(),
		}
		return c.sign(key), c.Expires
	}
	out.Token, s.expires = sign(sessionKey, s.n.options.SessionLife)
	out.RefreshToken, _ = sign(refreshKey, s.n.options.RefreshLife)
}

// Refresh replaces the tokens of a session. The client may be anonymous.
func (s *Session) Refresh(in *api.SessionRefreshRequest) (*api.Session, error) {
	return request(s.n, s.n.callerContext(s.caller(false), "before"), "SessionRefresh", in, func(in *api.SessionRefreshRequest) (*api.Session, context.Context, error) {
		if in.GetToken() == "" {
			return nil, nil, errInvalid("Refresh token is required.")
		}
		out := &api.Session{}
		err := s.n.inTransaction(func(db *database) error { return s.refresh(db, in, out) })
		return out, s.n.callerContext(s.caller(false), "after"), err
	})
}

func (s *Session) refresh(db *database, in *api.SessionRefreshRequest, out *api.Session) error {
	c, err := parseToken(in.GetToken(), refreshKey, db.now)
	if err != nil || !s.n.process.valid(c, true, s.n.options.RefreshLife) {
		return runtime.NewError("Refresh token invalid or expired.", codeUnauthenticated)
	}
	u, ok := db.users[c.UserID]
	switch {
	case !ok:
		return runtime.NewError("User account not found.", codeNotFound)
	case !u.disabled.IsZero():
		return runtime.NewError("User account banned.", codeDenied)
	}
	s.UserID, s.Username, s.tokenID, s.issued = u.id, u.username, c.TokenID, c.Issued
	if s.Vars = c.Vars; in.GetVars() != nil {
		s.Vars = in.GetVars()
	}
	s.setTokens(out)
	return nil
}

// Logout makes the tokens invalid, or all of the user if there are none.
func (s *Session) Logout(in *api.SessionLogoutRequest) error {
	return clientCommand(s, "SessionLogout", in, func(db *database, in *api.SessionLogoutRequest) error {
		session, err := s.ownTokenID(db, in.GetToken(), sessionKey)
		if err != nil {
			return errInvalid("Session token invalid.")
		}
		refresh, err := s.ownTokenID(db, in.GetRefreshToken(), refreshKey)
		if err != nil {
			return errInvalid("Refresh token invalid.")
		}
		s.n.process.revoke(s.UserID, session, refresh, db.now.Unix())
		return nil
	})
}

// ownTokenID returns the id of a token of this user; empty without a token.
func (s *Session) ownTokenID(db *database, token, key string) (string, error) {
	if token == "" {
		return "", nil
	}
	c, err := parseToken(token, key, db.now)
	if err == nil && c.UserID != s.UserID {
		err = errToken
	}
	return c.TokenID, err
}

// SocketClient returns the client that opens a socket with a session's token. As on the
// server, a single token that was logged out still opens one.
func (n *Nakama) SocketClient(token, address string) (*Session, bool) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	c, err := parseToken(token, sessionKey, n.db.now)
	if err != nil || !n.process.valid(claims{UserID: c.UserID, Expires: c.Expires}, false, n.options.SessionLife) {
		return nil, false
	}
	return n.sessionOf(c, address), true
}

// CloseSessions closes all sockets, as at the end of the server.
func (n *Nakama) CloseSessions() {
	n.db.mu.Lock()
	sessions := slices.Collect(maps.Values(n.process.sessions))
	n.db.mu.Unlock()
	for _, s := range sessions {
		s.Close()
	}
}
