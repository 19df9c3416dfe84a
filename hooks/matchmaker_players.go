package hooks

import (
	"context"
	"math"
	"strings"

	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// partyStream is Nakama's number of the streams that have a party's members.
const partyStream = 7

func (g *guard) addTicket(ctx context.Context, caller callback.Caller, in *rtapi.MatchmakerAdd) error {
	if err := g.checkDrain(); err != nil {
		return err
	}
	if err := social(checkTicket)(g, ctx, caller, in); err != nil {
		return err
	}
	skill, known, err := g.ticketSkill(ctx, caller, []string{caller.UserID})
	if err == nil && known {
		delete(in.StringProperties, skillProperty)
		in.NumericProperties = withSkill(in.GetNumericProperties(), skill)
	}
	return err
}

func (g *guard) addPartyTicket(ctx context.Context, caller callback.Caller, in *rtapi.PartyMatchmakerAdd) error {
	if err := g.checkDrain(); err != nil {
		return err
	}
	if err := social(checkPartyTicket)(g, ctx, caller, in); err != nil {
		return err
	}
	members, err := g.partyMembers(in.GetPartyId(), caller.UserID)
	if err != nil {
		return err
	}
	skill, known, err := g.ticketSkill(ctx, caller, members)
	if err == nil && known {
		delete(in.StringProperties, skillProperty)
		in.NumericProperties = withSkill(in.GetNumericProperties(), skill)
	}
	return err
}

const skillProperty = "skill"

func withSkill(properties map[string]float64, skill float64) map[string]float64 {
	if properties == nil {
		properties = make(map[string]float64, 1)
	}
	properties[skillProperty] = skill
	return properties
}

// partyMembers returns the members of a party, or the caller alone if the party
// is not known: then Nakama refuses the ticket.
func (g *guard) partyMembers(partyID, caller string) ([]string, error) {
	partyID, valid := lobby.ParseMatchID(partyID) // a party's id has the same form
	if !valid {
		return []string{caller}, nil
	}
	id, node, _ := strings.Cut(partyID, ".")
	presences, err := g.Nakama.StreamUserList(partyStream, id, "", node, true, true)
	if err != nil || len(presences) == 0 {
		return []string{caller}, err
	}
	members := make([]string, len(presences))
	for i, presence := range presences {
		members[i] = presence.GetUserId()
	}
	return members, nil
}

// ticketSkill returns the mean skill of the players of a ticket, and whether the
// server knows it. It fails if one of them left too many games.
func (g *guard) ticketSkill(ctx context.Context, caller callback.Caller, members []string) (skill float64, known bool, err error) {
	for _, member := range members {
		if err := g.checkLeaver(ctx, caller, member); err != nil {
			return 0, false, err
		}
		own, isKnown, err := g.Players.Skill(ctx, member)
		if err != nil {
			return 0, false, err
		}
		skill, known = skill+own, isKnown
	}
	return math.Round(skill / float64(len(members))), known, nil
}

func (g *guard) checkLeaver(ctx context.Context, caller callback.Caller, member string) error {
	err := g.Players.CheckLeaver(ctx, member)
	if apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
		return err
	}
	g.limits.countRefusal("leaver")
	if member != caller.UserID {
		return apierr.Precondition("a member of the party: %v", err)
	}
	return err
}
