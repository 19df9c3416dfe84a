package hooks

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
)

// Checks that keep a ghost, who is dead in a running game, from reaching the
// living players of its match. The chat service knows who they are; for a
// player in no game it does nothing.

// then runs a check after another one.
func then[T any](first, second check[T]) check[T] {
	return func(g *guard, ctx context.Context, caller callback.Caller, in *T) error {
		if err := first(g, ctx, caller, in); err != nil {
			return err
		}
		return second(g, ctx, caller, in)
	}
}

// reachesUsers is the check of a request that reaches the users it names.
func reachesUsers[T any](targets func(*T) []string) check[T] {
	return func(g *guard, ctx context.Context, caller callback.Caller, in *T) error {
		return g.Chat.CheckUsers(ctx, caller.UserID, targets(in)...)
	}
}

// reachesGroup is the check of a request that reaches the members of a group.
func reachesGroup[T any, P interface {
	*T
	GetGroupId() string
}](g *guard, ctx context.Context, caller callback.Caller, in *T) error {
	return g.Chat.CheckGroup(ctx, caller.UserID, P(in).GetGroupId())
}

// reachesParty is the check of a message that reaches the members of a party.
func reachesParty[T any, P interface {
	*T
	GetPartyId() string
}](g *guard, ctx context.Context, caller callback.Caller, in *T) error {
	return g.Chat.CheckParty(ctx, caller.UserID, P(in).GetPartyId())
}

// statusReachesFollowers checks a status. A ghost may remove its own.
func statusReachesFollowers(g *guard, ctx context.Context, caller callback.Caller, in *rtapi.StatusUpdate) error {
	if in.GetStatus().GetValue() == "" {
		return nil
	}
	return g.Chat.CheckStatus(ctx, caller)
}

// nameIsPublic checks a change of names, which everyone sees.
func nameIsPublic(g *guard, ctx context.Context, caller callback.Caller, in *api.UpdateAccountRequest) error {
	if in.GetUsername() == nil && in.GetDisplayName() == nil {
		return nil
	}
	return g.Chat.CheckPublic(ctx, caller.UserID)
}

// partyData is the hook before a message to a party: the limit of messages, and
// the check for ghosts.
func (g *guard) partyData(ctx context.Context, logger runtime.Logger, db *sql.DB, nk runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	out, err := g.limits.gate(ctx, logger, db, nk, in)
	if err != nil || out.GetPartyDataSend() == nil {
		return out, err
	}
	if err := runCheck(ctx, g, reachesParty[rtapi.PartyDataSend], out.GetPartyDataSend()); err != nil {
		return nil, callback.ClientError(ctx, logger, "PartyDataSend", err)
	}
	return out, nil
}

// matchJoined reports a join of a match that the server runs.
func (g *guard) matchJoined(ctx context.Context, caller callback.Caller, out *rtapi.Envelope) error {
	if match := out.GetMatch(); match.GetAuthoritative() {
		return g.Chat.MatchJoined(ctx, caller.UserID, match.GetMatchId())
	}
	return nil
}
