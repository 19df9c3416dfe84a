package hooks

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// envelopeHook is Nakama's shape of a hook before a realtime message.
type envelopeHook = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope) (*rtapi.Envelope, error)

// server marks a message that only the server sends.
func server(name string) rule {
	return rule{Row: Row{API: name, Rule: ruleServer, Why: "only the server sends it"}}
}

// watched lets a realtime message pass if the check of what it carries does.
func watched[M any](name string, of func(*rtapi.Envelope) *M, c check[M], why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			return in.RegisterBeforeRt(name, inspecting(g, name, of, c))
		},
	}
}

// metered lets a realtime message pass at the pace of a match's players.
func metered(name, why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			return in.RegisterBeforeRt(name, g.gate)
		},
	}
}

// inspecting is the hook that runs a check of what an envelope carries. It
// never returns nil without an error: that would close the client's socket.
func inspecting[M any](g *guard, name string, of func(*rtapi.Envelope) *M, c check[M]) envelopeHook {
	return func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
		err := protect(func() error {
			message := of(in)
			if message == nil {
				return apierr.Invalid("the message is empty")
			}
			return c(g, ctx, callback.CallerFrom(ctx), message)
		})
		if err != nil {
			return nil, callback.ClientError(ctx, logger, name, err)
		}
		return in, nil
	}
}

// following registers what happens after a realtime message was served. Nakama
// ignores what such a hook returns, so a failure is logged here.
func (g *guard) following(in runtime.Initializer, name string, f func(context.Context, callback.Caller, *rtapi.Envelope, *rtapi.Envelope) error) error {
	return in.RegisterAfterRt(name, func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out, in *rtapi.Envelope) error {
		return report(ctx, logger, "after "+name, protect(func() error { return f(ctx, callback.CallerFrom(ctx), out, in) }))
	})
}
