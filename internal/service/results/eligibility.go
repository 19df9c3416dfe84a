package results

import "fmt"

// ineligible returns the reason why a whole game does not count, or "".
func (s *Service) ineligible(g Game) string {
	switch {
	case g.Winner != crew && g.Winner != imposters:
		return "nobody won"
	case g.Private && !s.options.Private:
		return "private matches do not count"
	case len(g.Players) < s.options.MinPlayers:
		return fmt.Sprintf("fewer than %d players", s.options.MinPlayers)
	}
	return ""
}
