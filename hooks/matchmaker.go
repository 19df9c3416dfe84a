package hooks

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

// The number of players for which a ticket may ask.
const minTicket, maxTicket = 2, 10

// createAttempts is how often the server tries to create a match. After that
// Nakama sends the players to a relayed match, which has no rules.
const createAttempts = 4

// checkTicket checks the query and the counts of a ticket, and prefixes the query's
// properties.
func checkTicket(query *string, least, most int32) error {
	if err := checkQuery(*query); err != nil {
		return err
	}
	*query = prefixProperties(*query)
	if least < minTicket || least > maxTicket {
		return apierr.Invalid("min_count: must be %d to %d", minTicket, maxTicket)
	}
	if most < least || most > maxTicket {
		return apierr.Invalid("max_count: must be min_count to %d", maxTicket)
	}
	return nil
}

// matchmakerMatched is the hook for players whom the matchmaker brought
// together. It creates a match for them and returns its id. On a drained server it
// returns none: the players get a token, which joinMatch refuses with the reason.
func (g *guard) matchmakerMatched(
	ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, entries []runtime.MatchmakerEntry,
) (matchID string, err error) {
	if g.Drain.On() {
		return "", nil
	}
	err = runLogged(ctx, logger, "MatchmakerMatched", func(ctx context.Context) (err error) {
		matchID, err = g.createMatched(ctx, entries)
		return err
	})
	if err != nil {
		g.limits.countRefusal("no_match_created")
	}
	return matchID, err
}

// createMatched creates the match. Clients choose the properties of their
// tickets, so invalid ones are left out instead of failing.
func (g *guard) createMatched(ctx context.Context, entries []runtime.MatchmakerEntry) (string, error) {
	request := matchFromTickets(entries)
	var last error
	for range createAttempts {
		matchID, _, err := g.Lobbies.Create(ctx, request)
		if err == nil {
			return matchID, nil
		}
		last = err
		if apierr.CodeOf(err) == apierr.CodeInvalidArgument {
			request = lobby.Request{Skill: request.Skill, Reserved: request.Reserved, RankedOnly: true}
		}
	}
	return "", fmt.Errorf("no match for %d matched players, who now get a relayed one: %w", len(entries), last)
}

// matchFromTickets returns the match for which the tickets ask: the mode and
// map that most of them name, their mean skill, and a seat for each player.
func matchFromTickets(entries []runtime.MatchmakerEntry) lobby.Request {
	request := lobby.Request{
		Mode:  mostCommon(entries, "mode"),
		Map:   mostCommon(entries, "map"),
		Skill: meanSkill(entries),

		RankedOnly: true,
	}
	for _, entry := range entries {
		request.Reserved = append(request.Reserved, entry.GetPresence().GetUserId())
	}
	return request
}

// mostCommon returns the value of a property that most entries have, of equally
// common ones the first, and "" if no entry has the property.
func mostCommon(entries []runtime.MatchmakerEntry, property string) string {
	count := make(map[string]int, len(entries))
	for _, entry := range entries {
		if value, _ := entry.GetProperties()[property].(string); value != "" {
			count[value]++
		}
	}
	best := ""
	for _, entry := range entries {
		value, _ := entry.GetProperties()[property].(string)
		if count[value] > count[best] {
			best = value
		}
	}
	return best
}

// meanSkill returns the rounded mean of the valid skills, and 0 if there is none.
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
