package results

import "fmt"

// ineligible returns the reason why a whole game does not count, or "".
func (s *Service) ineligible(g Game) string {
	switch reason := s.unranked(g); {
	case reason != "":
		return reason
	case g.Winner != crew && g.Winner != imposters:
		return "nobody won"
	case g.Seconds < s.options.MinSeconds:
		return fmt.Sprintf("it took %d seconds, games of less than %d do not count", g.Seconds, s.options.MinSeconds)
	}
	return ""
}

// unranked returns the reason why a game does not count however it ends, or "".
func (s *Service) unranked(g Game) string {
	switch {
	case g.Bots:
		return "matches in which bots play do not count"
	case g.Unranked != "":
		return g.Unranked
	case g.Private && !s.options.Private:
		return "private matches do not count"
	case len(g.Players) < s.options.MinPlayers:
		return fmt.Sprintf("fewer than %d players", s.options.MinPlayers)
	}
	return ""
}

// ineligiblePlayer returns the reason why a game does not count for one of its
// players, or "". Day is the player's day before the game.
func (s *Service) ineligiblePlayer(p Player, g Game, day dayRecord) string {
	switch {
	case !p.TookPart:
		return "you did not take part"
	case day.Games >= s.options.DailyGames:
		return fmt.Sprintf("only %d games a day count", s.options.DailyGames)
	case day.meetsAgain(p.UserID, g, s.options.SameOpponents):
		return fmt.Sprintf("today %d games with each of most of these players counted, play with others", s.options.SameOpponents)
	}
	return ""
}
