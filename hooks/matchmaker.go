package hooks

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// How many players a ticket may ask for.
const minTicket, maxTicket = 2, 10

// createAttempts is how often making a match is tried. Giving up means that
// Nakama sends the players to a relayed match, without rules.
const createAttempts = 4

func (g *guard) addTicket(_ context.Context, caller callback.Caller, in *rtapi.MatchmakerAdd) error {
	in.Query = prefixProperties(in.GetQuery())
	return g.ticket(caller, in.GetMinCount(), in.GetMaxCount())
}

func (g *guard) addPartyTicket(_ context.Context, caller callback.Caller, in *rtapi.PartyMatchmakerAdd) error {
	in.Query = prefixProperties(in.GetQuery())
	return g.ticket(caller, in.GetMinCount(), in.GetMaxCount())
}

func (g *guard) ticket(caller callback.Caller, least, most int32) error {
	if err := ticketCounts(least, most); err != nil {
		return err
	}
	return g.mayCall(caller)
}

func ticketCounts(least, most int32) error {
	if least < minTicket || least > maxTicket {
		return apierr.Invalid("min_count: must be %d to %d", minTicket, maxTicket)
	}
	if most < least || most > maxTicket {
		return apierr.Invalid("max_count: must be min_count to %d", maxTicket)
	}
	return nil
}

// matched is the hook for players whom the matchmaker brought together. It
// makes them a match of the server and answers with its id.
func (g *guard) matched(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, entries []runtime.MatchmakerEntry) (string, error) {
	var matchID string
	err := protect(func() error {
		id, err := g.createMatched(ctx, entries)
		matchID = id
		return err
	})
	if err != nil {
		g.refused("matched_without_match")
		err = fmt.Errorf("no match for %d matched players, who now get a relayed one: %w", len(entries), err)
		return "", report(ctx, logger, "MatchmakerMatched", err)
	}
	return matchID, nil
}

// createMatched makes the match. Clients choose what their tickets say, so if
// it is nonsense the match is an ordinary one rather than none.
func (g *guard) createMatched(ctx context.Context, entries []runtime.MatchmakerEntry) (string, error) {
	request := agreed(entries)
	var last error
	for range createAttempts {
		matchID, _, err := g.Lobbies.Create(ctx, request)
		if err == nil {
			return matchID, nil
		}
		last = err
		if apierr.CodeOf(err) == apierr.CodeInvalidArgument {
			request = lobby.Request{Reserved: request.Reserved}
		}
	}
	return "", last
}

// agreed is the match that tickets ask for: the mode and the map that most of
// them name, their mean skill, and a seat for each player.
func agreed(entries []runtime.MatchmakerEntry) lobby.Request {
	request := lobby.Request{
		Mode:  favourite(entries, "mode"),
		Map:   favourite(entries, "map"),
		Skill: meanSkill(entries),
	}
	for _, entry := range entries {
		request.Reserved = append(request.Reserved, entry.GetPresence().GetUserId())
	}
	return request
}

// favourite is the value that most entries have, the first of several; "" if
// none has one.
func favourite(entries []runtime.MatchmakerEntry, property string) string {
	votes := make(map[string]int, len(entries))
	best := ""
	for _, entry := range entries {
		if value, _ := entry.GetProperties()[property].(string); value != "" {
			votes[value]++
		}
	}
	for _, entry := range entries {
		value, _ := entry.GetProperties()[property].(string)
		if votes[value] > votes[best] {
			best = value
		}
	}
	return best
}

func meanSkill(entries []runtime.MatchmakerEntry) float64 {
	sum, count := 0.0, 0
	for _, entry := range entries {
		skill, found := entry.GetProperties()["skill"].(float64)
		if found && skill >= 0 && skill <= lobby.MaxSkill {
			sum += skill
			count++
		}
	}
	if count == 0 {
		return 0
	}
	return math.Round(sum / float64(count))
}
