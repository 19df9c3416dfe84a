package nakamatest

import (
	"cmp"
	"context"
	"net"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Context returns the context of a callback when the user calls over HTTP.
func (n *Nakama) Context(userID string) context.Context {
	n.db.mu.Lock()
	username := ""
	if u, ok := n.db.users[userID]; ok {
		username = u.username
	}
	n.db.mu.Unlock()
	return n.callerContext(identity{userID: userID, username: username, vars: map[string]string{}}, "rpc")
}

// ServerContext returns the context of a callback without a user.
func (n *Nakama) ServerContext() context.Context {
	return n.callerContext(identity{}, "rpc")
}

// identity describes the caller of an API; without a user it is the server.
type identity struct {
	userID, username, sessionID string
	vars                        map[string]string
	expires                     int64
	address                     string // host:port of the client; empty if unknown
	language                    string // of the socket
}

// callerContext builds the context that Nakama gives to callbacks.
func (n *Nakama) callerContext(who identity, mode string) context.Context {
	//nolint:staticcheck // Nakama itself uses plain strings as keys.
	with := func(ctx context.Context, key string, value any) context.Context {
		return context.WithValue(ctx, key, value)
	}
	ctx := with(context.Background(), runtime.RUNTIME_CTX_ENV, copyMap(n.options.Env))
	ctx = with(ctx, runtime.RUNTIME_CTX_MODE, mode)
	ctx = with(ctx, runtime.RUNTIME_CTX_NODE, n.options.Node)
	ctx = with(ctx, runtime.RUNTIME_CTX_VERSION, "3.40.0")
	if host, port, err := net.SplitHostPort(who.address); err == nil {
		ctx = with(with(ctx, runtime.RUNTIME_CTX_CLIENT_IP, host), runtime.RUNTIME_CTX_CLIENT_PORT, port)
	}
	if who.userID == "" {
		return ctx
	}
	ctx = with(ctx, runtime.RUNTIME_CTX_USER_ID, who.userID)
	ctx = with(ctx, runtime.RUNTIME_CTX_USERNAME, who.username)
	if who.vars != nil {
		ctx = with(ctx, runtime.RUNTIME_CTX_VARS, copyMap(who.vars))
	}
	ctx = with(ctx, runtime.RUNTIME_CTX_USER_SESSION_EXP, who.expires)
	if who.sessionID != "" {
		ctx = with(ctx, runtime.RUNTIME_CTX_SESSION_ID, who.sessionID)
		ctx = with(ctx, runtime.RUNTIME_CTX_LANG, cmp.Or(who.language, "en"))
	}
	return ctx
}
