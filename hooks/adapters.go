package hooks

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

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

// usesMethod allows an API about an authentication method that the configuration
// lists. Each call changes the account, or asks another service.
func usesMethod[T any](name, method string, register registerBefore[T]) rule {
	return usesMethodIf(name, method, register, changing[T])
}

// usesMethodIf allows the requests about a listed method that pass the check.
func usesMethodIf[T any](name, method string, register registerBefore[T], c check[T]) rule {
	return rule{
		Row: Row{API: name, Rule: ruleSwitched, Why: whyLink},
		install: func(g *guard, in runtime.Initializer) error {
			if g.uses(method) {
				return register(in, beforeHook(g, name, c))
			}
			return register(in, beforeHook(g, name, deny[T](methodRefusal(method))))
		},
	}
}

// withUsername is a request that may choose a username.
type withUsername[T any] interface {
	*T
	GetUsername() string
}

// login allows an authentication method that the configuration lists, if the
// username that the client may choose is valid. afterLogin follows it.
func login[T any, P withUsername[T]](name, method string, register registerBefore[T], registerAfter registerAfter[api.Session, T]) rule {
	return rule{
		Row: Row{API: name, Rule: ruleSwitched, Why: whyLogin},
		install: func(g *guard, in runtime.Initializer) error {
			if !g.uses(method) {
				return register(in, beforeHook(g, name, deny[T](methodRefusal(method))))
			}
			username := content(func(in *T) error { return checkUsername(P(in).GetUsername()) })
			return errors.Join(
				register(in, beforeHook(g, name, username)),
				registerAfter(in, afterHook[api.Session, T](name, g.afterLogin(method))),
			)
		},
	}
}

// purchase allows the validation of a receipt, and makes Nakama store the
// purchase whatever the client asks for: Nakama ignores the refund of a purchase
// that it did not store, so its coins could never be taken back. afterPurchase
// follows it.
func purchase[T any](
	name string, register registerBefore[T], registerAfter registerAfter[api.ValidatePurchaseResponse, T], persist func(*T) **wrapperspb.BoolValue,
) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: whyForcePersist},
		install: func(g *guard, in runtime.Initializer) error {
			err := register(in, beforeHook(g, name, then(changing[T], forcePersist(persist))))
			if g.Purchases == nil {
				return err
			}
			return errors.Join(err, registerAfter(in, afterHook[api.ValidatePurchaseResponse, T](name, g.afterPurchase)))
		},
	}
}

// deny is a check that refuses every request.
func deny[T any](refusal string) check[T] {
	return func(*guard, context.Context, callback.Caller, *T) error { return apierr.Denied("%s", refusal) }
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

func (g *guard) uses(method string) bool { return slices.Contains(g.AuthMethods, method) }

func methodRefusal(method string) string {
	return "this game does not use the authentication method " + method
}
