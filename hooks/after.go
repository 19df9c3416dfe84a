package hooks

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// The shapes of Nakama's hooks after a request was served.
type (
	after[Out, In any]         = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *Out, *In) error
	registerAfter[Out, In any] = func(runtime.Initializer, after[Out, In]) error
)

// afterHook is Nakama's hook that runs f with the caller and the answer. Nakama
// sends the answer whatever f returns, so a failure is logged.
func afterHook[Out, In any](name string, f func(context.Context, callback.Caller, *Out) error) after[Out, In] {
	return func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out *Out, _ *In) error {
		return runLogged(ctx, logger, "after "+name, func(ctx context.Context) error { return f(ctx, callback.CallerFrom(ctx), out) })
	}
}

// afterRT registers what happens after a realtime message was served. out is
// the server's answer.
func afterRT(in runtime.Initializer, name string, f func(context.Context, callback.Caller, *rtapi.Envelope) error) error {
	return in.RegisterAfterRt(name, func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out, _ *rtapi.Envelope) error {
		return runLogged(ctx, logger, "after "+name, func(ctx context.Context) error { return f(ctx, callback.CallerFrom(ctx), out) })
	})
}

// runLogged runs a hook that has no client to answer, but for whose end a client may
// wait. Nakama only counts the errors of such a hook, so they are logged here, panics
// included.
func runLogged(ctx context.Context, logger runtime.Logger, entry string, f func(context.Context) error) error {
	limited, cancel := callback.Limit(ctx)
	defer cancel()
	err := func() (err error) {
		defer callback.RecoverTo(&err)
		return f(limited)
	}()
	if err == nil {
		return nil
	}
	logger.WithField("entry", entry).WithField("user_id", callback.CallerFrom(ctx).UserID).Error("%v", err)
	return runtime.NewError("internal error", int(apierr.CodeInternal))
}
