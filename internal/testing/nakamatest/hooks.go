package nakamatest

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Shapes of hooks, as the initializer takes them.
type (
	beforeHook[In any]     = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *In) (*In, error)
	afterHook[In, Out any] = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *Out, *In) error
	afterOnly[In any]      = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *In) error
	afterBare[Out any]     = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *Out) error
	bareHook               = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) error
	rpcFunction            = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, string) (string, error)
	beforeRealtime         = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope) (*rtapi.Envelope, error)
	afterRealtime          = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope, *rtapi.Envelope) error
)

// Empty is the response of an API without a response.
type Empty struct{}

// Request runs a client's call to an API between the hooks registered for it. The
// name is that of the API, as in RegisterBefore….
func Request[In, Out any](s *Session, name string, in *In, do func(context.Context, *In) (*Out, error)) (*Out, error) {
	ctx := s.n.callerContext(s.caller(false), "before")
	return request(s.n, ctx, name, in, func(in *In) (*Out, context.Context, error) {
		out, err := do(ctx, in)
		return out, s.n.callerContext(s.caller(false), "after"), err
	})
}

// request runs the hooks around do, which also returns the context of the after-hook.
func request[In, Out any](n *Nakama, ctx context.Context, name string, in *In, do func(*In) (*Out, context.Context, error)) (*Out, error) {
	in, err := runBefore(n, ctx, name, in)
	if err != nil {
		return nil, err
	}
	out, after, err := do(in)
	if err != nil {
		return nil, clientError(err)
	}
	runAfter(n, after, name, out, in) //nolint:contextcheck // the server makes a context for each hook
	return out, nil
}

func runBefore[In any](n *Nakama, ctx context.Context, name string, in *In) (*In, error) {
	switch hook := n.Initializer().Registration("Before" + name).(type) {
	case beforeHook[In]:
		changed, err := hook(ctx, n.Logger(), nil, n, in)
		if err != nil {
			return nil, hookError(err)
		}
		if changed == nil {
			return nil, errDisabled()
		}
		return changed, nil
	case bareHook:
		return in, hookError(hook(ctx, n.Logger(), nil, n))
	default:
		return in, nil
	}
}

// runAfter runs the after-hook. Its error is only logged.
func runAfter[In, Out any](n *Nakama, ctx context.Context, name string, out *Out, in *In) {
	var err error
	switch hook := n.Initializer().Registration("After" + name).(type) {
	case afterHook[In, Out]:
		err = hook(ctx, n.Logger(), nil, n, out, in)
	case afterBare[Out]:
		err = hook(ctx, n.Logger(), nil, n, out)
	case afterOnly[In]:
		err = hook(ctx, n.Logger(), nil, n, in)
	case bareHook:
		err = hook(ctx, n.Logger(), nil, n)
	}
	if err != nil {
		n.Logger().Debug("after hook of %s: %v", name, err)
	}
}
