package hooks

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

const noRelayed = "this game has no relayed matches: use the create_match RPC"

func (g *guard) createRelayed(context.Context, callback.Caller, *rtapi.MatchCreate) error {
	if !g.RelayedMatches {
		return apierr.Denied(noRelayed)
	}
	return nil
}

// joinMatch refuses the ways into a relayed match. A token is one: the
// matchmaker gives it when no match of the server could be made.
func (g *guard) joinMatch(_ context.Context, caller callback.Caller, in *rtapi.MatchJoin) error {
	relayed := in.GetToken() != "" || strings.HasSuffix(in.GetMatchId(), ".")
	if relayed && !g.RelayedMatches {
		return apierr.Denied(noRelayed)
	}
	return g.mayAsk(caller)
}

// hidePrivate takes private matches out of a listing. Nakama ignores an error
// of this hook and sends what is in out, so if anything goes wrong nothing may
// be left there.
func hidePrivate(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out *api.MatchList, _ *api.ListMatchesRequest) error {
	matches := out.GetMatches()
	if out != nil {
		out.Matches = nil
	}
	err := protect(func() error {
		matches = slices.DeleteFunc(matches, isPrivate)
		return nil
	})
	if err != nil {
		return report(ctx, logger, "after ListMatches", err)
	}
	if out != nil {
		out.Matches = matches
	}
	return nil
}

// isPrivate reports whether a match must not be listed. One whose label cannot
// be read must not: the server made it, and it may be private. Relayed matches
// have no label.
func isPrivate(match *api.Match) bool {
	if match.GetLabel() == nil {
		return match.GetAuthoritative()
	}
	label, err := lobby.ParseLabel(match.GetLabel().GetValue())
	return err != nil || label.Private
}
