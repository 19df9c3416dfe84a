package hooks

import (
	"context"
	"database/sql"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// Row is a decision of the guard, as the documentation's table shows it.
type Row struct {
	API  string // as Nakama names it
	Rule string // open, checked, switched or server
	Why  string // what is refused and why, or why nothing is
}

// The rules of a row.
const (
	ruleOpen     = "open"     // passes as it is
	ruleChecked  = "checked"  // passes if a check of its content says so
	ruleSwitched = "switched" // passes if the configuration says so
	ruleServer   = "server"   // only the server sends it, so there is nothing to guard
)

// rule is a row with the hook that enforces it; an open one has none.
type rule struct {
	Row
	install func(*guard, runtime.Initializer) error
}

// The shapes of Nakama's hooks.
type (
	before[T any] = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *T) (*T, error)
	after[T any]  = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Session, *T) error

	registerBefore[T any] = func(runtime.Initializer, before[T]) error
	registerAfter[T any]  = func(runtime.Initializer, after[T]) error
)

// check looks at a request. It may change it.
type check[T any] = func(*guard, context.Context, callback.Caller, *T) error

// open lets an API pass as Nakama serves it.
func open(name, why string) rule {
	return rule{Row: Row{API: name, Rule: ruleOpen, Why: why}}
}

// checked lets an API pass if the check does.
func checked[T any](name string, register registerBefore[T], c check[T], why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			return register(in, guarded(g, name, c))
		},
	}
}

// switched lets an API pass if the configuration says so when the server
// starts. The refusal is the answer to clients otherwise.
func switched[T any](name string, register registerBefore[T], on func(*guard) bool, refusal, why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleSwitched, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			if on(g) {
				return nil
			}
			return register(in, guarded(g, name, func(*guard, context.Context, callback.Caller, *T) error {
				return apierr.Denied("%s", refusal)
			}))
		},
	}
}

// method lets an API pass if its way to log in is configured.
func method[T any](name, way string, register registerBefore[T]) rule {
	return switched(name, register, func(g *guard) bool { return g.uses(way) }, unusedMethod(way), whyMethod(way))
}

// named is a request that may choose a username.
type named[T any] interface {
	*T
	GetUsername() string
}

// login guards a way to log in: it must be configured, and a username that the
// client chooses must be a good one. Who came in is welcomed.
func login[T any, P named[T]](name, way string, register registerBefore[T], greet registerAfter[T]) rule {
	return rule{
		Row: Row{API: name, Rule: ruleSwitched, Why: whyMethod(way) + "; a username that is not 3 to 20 of letters, digits, `_`, `-`, `.`"},
		install: func(g *guard, in runtime.Initializer) error {
			if !g.uses(way) {
				return register(in, guarded(g, name, func(*guard, context.Context, callback.Caller, *T) error {
					return apierr.Denied("%s", unusedMethod(way))
				}))
			}
			err := register(in, guarded(g, name, func(_ *guard, _ context.Context, _ callback.Caller, in *T) error {
				return chosenUsername(P(in).GetUsername())
			}))
			if err != nil {
				return err
			}
			return greet(in, welcoming[T](g, way))
		},
	}
}

// guarded is the hook that runs a check.
func guarded[T any](g *guard, name string, c check[T]) before[T] {
	return func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *T) (*T, error) {
		err := protect(func() error {
			if in == nil {
				return apierr.Invalid("the request is empty")
			}
			return c(g, ctx, callback.CallerFrom(ctx), in)
		})
		if err != nil {
			return nil, callback.ClientError(ctx, logger, name, err)
		}
		return in, nil
	}
}

// protect runs f and turns its panic into an error.
func protect(f func() error) (err error) {
	defer callback.RecoverTo(&err)
	return f()
}

// report logs the failure of a hook that has no client to answer to. Nakama
// only counts what such a hook returns.
func report(ctx context.Context, logger runtime.Logger, entry string, err error) error {
	if err == nil {
		return nil
	}
	logger.WithField("entry", entry).WithField("user_id", callback.CallerFrom(ctx).UserID).Error("%v", err)
	return runtime.NewError("internal error", int(apierr.CodeInternal))
}

func (g *guard) uses(way string) bool { return slices.Contains(g.AuthMethods, way) }

func unusedMethod(way string) string {
	return "this game does not use the authentication method " + way
}

func whyMethod(way string) string {
	return "everything, unless `SAGISHI_AUTH_METHODS` names " + way
}
