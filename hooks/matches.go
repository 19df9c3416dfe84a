package hooks

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

const noRelayed = "this game has no relayed matches: use the create_match RPC"

func (g *guard) createRelayed(_ context.Context, caller callback.Caller, _ *rtapi.MatchCreate) error {
	if !g.RelayedMatches {
		return apierr.Denied(noRelayed)
	}
	if err := g.checkDrain(); err != nil {
		return err
	}
	return g.limits.allow(g.limits.creates, caller.UserID, 1)
}

// joinMatch refuses relayed matches if they are switched off. A token leads to
// one: the matchmaker gives it when the server did not create a match. It makes a
// new match, so a drained server refuses it, and says so first. A seat in another
// match is given up. The match is told the username that the account has now, since
// the session's may be older. Its id is passed on as Nakama writes it: the chat keeps
// the matches of a player by their ids.
func (g *guard) joinMatch(ctx context.Context, caller callback.Caller, in *rtapi.MatchJoin) error {
	delete(in.GetMetadata(), lobby.UsernameKey) // only the server writes it
	if in.GetToken() != "" {
		if err := g.checkDrain(); err != nil {
			return err
		}
	}
	relayed := in.GetToken() != "" || strings.HasSuffix(in.GetMatchId(), ".")
	if relayed && !g.RelayedMatches {
		return apierr.Denied(noRelayed)
	}
	if err := g.limits.allowMatchQuery(caller); err != nil || relayed {
		return err
	}
	if matchID, valid := lobby.ParseMatchID(in.GetMatchId()); valid {
		in.Id = &rtapi.MatchJoin_MatchId{MatchId: matchID}
	}
	in.Metadata = g.Lobbies.StampUsername(ctx, caller.UserID, in.GetMetadata())
	return g.Lobbies.PrepareJoin(ctx, caller.UserID, in.GetMatchId(), in.GetMetadata())
}
