package hooks

import (
	"context"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
)

// guard has the dependencies and limits that the checks share.
type guard struct {
	Deps
	limits *limits
}

func newGuard(deps Deps) *guard {
	return &guard{Deps: deps, limits: newLimits(deps.Nakama, deps.Now)}
}

// Register registers every hook. The error names each hook that failed.
func Register(in runtime.Initializer, deps Deps) error {
	g := newGuard(deps)
	var failed []error
	keep := func(name string, err error) {
		if err != nil {
			failed = append(failed, fmt.Errorf("hook %s: %w", name, err))
		}
	}
	for _, rules := range [][]rule{requests, messages} {
		for _, r := range rules {
			if r.install != nil {
				keep(r.API, r.install(g, in))
			}
		}
	}
	keep("ChannelMessageSend", afterRT(in, "ChannelMessageSend", g.messageSent))
	keep("MatchJoin", afterRT(in, "MatchJoin", g.matchJoined))
	keep("ListMatches", in.RegisterAfterListMatches(afterHook[api.MatchList, api.ListMatchesRequest]("ListMatches", hidePrivate)))
	keep("usernames in tournaments", g.registerNames(in))
	keep("MatchmakerMatched", in.RegisterMatchmakerMatched(g.matchmakerMatched))
	keep("SessionEnd", in.RegisterEventSessionEnd(g.sessionEnded))
	if g.Purchases != nil {
		keep("refunds", g.registerRefunds(in))
	}
	return errors.Join(failed...)
}

// sessionEnded drops what was kept for a session.
func (g *guard) sessionEnded(ctx context.Context, logger runtime.Logger, _ *api.Event) {
	defer callback.RecoverAndLog(logger, "session end")
	if session := ctx.Value(runtime.RUNTIME_CTX_SESSION_ID); session != nil {
		g.limits.dropSession(session)
		g.Chat.SessionEnded(callback.CallerFrom(ctx).SessionID)
	}
}
