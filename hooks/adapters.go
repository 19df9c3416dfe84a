package hooks

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/emptypb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// rule is a row with the hook that enforces it. An open row has none.
type rule struct {
	Row
	install func(*guard, runtime.Initializer) error
}

// check decides about a request. It may change it.
type check[T any] = func(*guard, context.Context, callback.Caller, *T) error

// The shapes of Nakama's hooks before a request.
type (
	before[T any]         = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *T) (*T, error)
	registerBefore[T any] = func(runtime.Initializer, before[T]) error
	bareHook              = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) error
)

// open allows an API as Nakama serves it.
func open(name, why string) rule {
	return rule{Row: Row{API: name, Rule: ruleOpen, Why: why}}
}

// checkedBare allows the requests that pass the check, of an API whose requests
// are empty.
func checkedBare(name string, register func(runtime.Initializer, bareHook) error, c check[emptypb.Empty], why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			hook := beforeHook(g, name, c)
			return register(in, func(ctx context.Context, logger runtime.Logger, db *sql.DB, nk runtime.NakamaModule) error {
				_, err := hook(ctx, logger, db, nk, &emptypb.Empty{})
				return err
			})
		},
	}
}

// checked allows the requests that pass the check.
func checked[T any](name string, register registerBefore[T], c check[T], why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			return register(in, beforeHook(g, name, c))
		},
	}
}

// bySetting marks a checked API that the configuration can switch off.
func bySetting(r rule) rule {
	r.Rule = ruleSwitched
	return r
}

// content is a check that needs only the request.
func content[T any](f func(*T) error) check[T] {
	return func(_ *guard, _ context.Context, _ callback.Caller, in *T) error { return f(in) }
}

// beforeHook is Nakama's hook that runs a check.
func beforeHook[T any](g *guard, name string, c check[T]) before[T] {
	return func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *T) (*T, error) {
		if err := runCheck(ctx, g, c, in); err != nil {
			return nil, callback.ClientError(ctx, logger, name, err)
		}
		return in, nil
	}
}

// runCheck runs a check of a request or message that must be there, within the time
// of an answer, and turns its panic into an error.
func runCheck[T any](ctx context.Context, g *guard, c check[T], in *T) (err error) {
	defer callback.RecoverTo(&err)
	if in == nil {
		return apierr.Invalid("the request is empty")
	}
	limited, cancel := callback.Limit(ctx)
	defer cancel()
	return c(g, limited, callback.CallerFrom(ctx), in)
}
