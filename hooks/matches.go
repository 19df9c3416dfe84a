package hooks

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/edge"
	"sagishi/internal/fault"
	"sagishi/internal/lobby"
)

const noRelayed = "this game has no relayed matches: use the create_match RPC"

func (g *guard) createRelayed(context.Context, edge.Caller, *rtapi.MatchCreate) error {
	if !g.RelayedMatches {
		return fault.Denied(noRelayed)
	}
	return nil
}

// joinMatch refuses the ways into a relayed match. A token is one: the
// matchmaker gives it when no match of the server could be made.
func (g *guard) joinMatch(_ context.Context, _ edge.Caller, in *rtapi.MatchJoin) error {
	if g.RelayedMatches {
		return nil
	}
	if in.GetToken() != "" || strings.HasSuffix(in.GetMatchId(), ".") {
		return fault.Denied(noRelayed)
	}
	return nil
}

// matchLeft takes the session out of the match's rooms: only its players hear
// what is said there.
func (g *guard) matchLeft(_ context.Context, caller edge.Caller, _, in *rtapi.Envelope) error {
	room, found := parseRoom(in.GetMatchLeave().GetMatchId())
	if !found || room.ghosts {
		return nil
	}
	leaver := map[listener]bool{{caller.UserID, caller.SessionID}: true}
	everyone := func(listener) bool { return true }
	if err := g.dismiss(room, leaver, everyone); err != nil {
		return err
	}
	room.ghosts = true
	return g.dismiss(room, leaver, everyone)
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
