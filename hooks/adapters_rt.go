package hooks

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
)

// envelopeHook is Nakama's hook before a realtime message.
type envelopeHook = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope) (*rtapi.Envelope, error)

// server marks a message that only the server sends.
func server(name string) rule {
	return rule{Row: Row{API: name, Rule: ruleServer, Why: "Sent by the server only."}}
}

// checkedRT allows the realtime messages that pass the check.
func checkedRT[M any](name string, get func(*rtapi.Envelope) *M, c check[M], why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			return in.RegisterBeforeRt(name, beforeRT(g, name, get, c))
		},
	}
}

// limitedRT allows realtime messages at the rate of match data. hook returns the
// hook, which begins with that limit.
func limitedRT(name string, hook func(*guard) envelopeHook, why string) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: why},
		install: func(g *guard, in runtime.Initializer) error {
			return in.RegisterBeforeRt(name, hook(g))
		},
	}
}

// beforeRT is Nakama's hook that runs a check of the message in an envelope. It
// never returns nil without an error: that would close the client's socket.
func beforeRT[M any](g *guard, name string, get func(*rtapi.Envelope) *M, c check[M]) envelopeHook {
	return func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
		if err := runCheck(ctx, g, c, get(in)); err != nil {
			return nil, callback.ClientError(ctx, logger, name, err)
		}
		return in, nil
	}
}
