package hooks

import (
	"context"
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// onlyPublic is the part of a query that leaves private matches out.
const onlyPublic = "-label.private:T"

// listMatches checks a listing and leaves private matches out of it, so that a
// page is full however many there are. With a query Nakama lists no relayed
// matches; a client that asks for them alone gets them.
func (g *guard) listMatches(_ context.Context, caller callback.Caller, in *api.ListMatchesRequest) error {
	if err := g.checkSearch(caller, in.GetQuery()); err != nil {
		return err
	}
	relayed := in.GetAuthoritative() != nil && !in.GetAuthoritative().GetValue()
	byLabel := in.GetQuery() == nil && in.GetLabel() != nil // Nakama ignores the label if there is a query
	if !relayed && !byLabel {
		in.Query = wrapperspb.String(publicQuery(in.GetQuery().GetValue()))
	}
	return nil
}

// publicQuery adds to a query that private matches are left out. The addition
// comes first: after an open quote or escape it would be part of a term.
func publicQuery(query string) string {
	if query = strings.TrimSpace(query); query == "" || query == matchAll {
		return onlyPublic
	}
	return onlyPublic + " " + query
}

func (g *guard) listParties(_ context.Context, caller callback.Caller, in *api.ListPartiesRequest) error {
	return g.checkSearch(caller, in.GetQuery())
}

// searchGroups checks a search for groups by name. The database compares the pattern
// with every group's name.
func (g *guard) searchGroups(_ context.Context, caller callback.Caller, in *api.ListGroupsRequest) error {
	if len(in.GetName()) > maxQuery {
		return apierr.Invalid("name: must be at most %d bytes", maxQuery)
	}
	return g.limits.allow(g.limits.searches, caller.UserID, 1)
}

func (g *guard) checkSearch(caller callback.Caller, query *wrapperspb.StringValue) error {
	if err := checkQuery(query.GetValue()); err != nil {
		return err
	}
	return g.limits.allow(g.limits.searches, caller.UserID, 1)
}

// hidePrivate removes private matches from a listing, if the query did not. Nakama
// ignores the error of an after-hook and sends what is in out, so out stays empty
// until every match is checked.
func hidePrivate(_ context.Context, _ callback.Caller, out *api.MatchList) error {
	if out == nil {
		return nil
	}
	matches := out.GetMatches()
	out.Matches = nil
	out.Matches = slices.DeleteFunc(matches, isPrivate)
	return nil
}

// isPrivate reports whether a match must not be listed. An unreadable label
// counts as private, because the match may be. Relayed matches have no label.
func isPrivate(match *api.Match) bool {
	if match.GetLabel() == nil {
		return match.GetAuthoritative()
	}
	label, err := lobby.ParseLabel(match.GetLabel().GetValue())
	return err != nil || label.Private
}
