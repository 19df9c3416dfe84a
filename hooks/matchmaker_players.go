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
	if err := g.allowTicket(caller, &in.Query, in.GetMinCount(), in.GetMaxCount()); err != nil {
		return err
	}
	return g.setSkill(ctx, caller, []string{caller.UserID}, in.GetStringProperties(), &in.NumericProperties)
}

func (g *guard) addPartyTicket(ctx context.Context, caller callback.Caller, in *rtapi.PartyMatchmakerAdd) error {
	if err := g.allowTicket(caller, &in.Query, in.GetMinCount(), in.GetMaxCount()); err != nil {
		return err
	}
	members, err := g.partyMembers(in.GetPartyId(), caller.UserID)
	if err != nil {
		return err
	}
	return g.setSkill(ctx, caller, members, in.GetStringProperties(), &in.NumericProperties)
}

func (g *guard) allowTicket(caller callback.Caller, query *string, least, most int32) error {
	if err := g.checkDrain(); err != nil {
		return err
	}
	if err := checkTicket(query, least, most); err != nil {
		return err
	}
	return g.limits.allowSocial(caller)
}

// setSkill puts the skill of a ticket's players into its properties, if the server
// knows it. It fails if one of them left too many games.
func (g *guard) setSkill(ctx context.Context, caller callback.Caller, players []string, texts map[string]string, numbers *map[string]float64) error {
	const property = "skill"
	skill, known, err := g.ticketSkill(ctx, caller, players)
	if err != nil || !known {
		return err
	}
	if *numbers == nil {
		*numbers = make(map[string]float64, 1)
	}
	delete(texts, property)
	(*numbers)[property] = skill
	return nil
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
