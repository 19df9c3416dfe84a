package results

import "fmt"

// The winners and roles of a game, as the match reports them.
const (
	crew      = "crew"
	imposter  = "imposter"
	imposters = "imposters"
)

// uncounted says why a whole game does not count, or "".
func (s *Service) uncounted(g Game) string {
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

// won reports whether the player is one of the winners. Who left is not.
func (p Player) won(g Game) bool {
	if p.Left {
		return false
	}
	return g.Winner == crew && p.Role == crew || g.Winner == imposters && p.Role == imposter
}

// correct is how many votes of the player count in the tournament.
func (p Player) correct() int64 {
	if p.Role != crew {
		return 0
	}
	return int64(p.CorrectVotes)
}

// users are the ids of the players, in their order.
func (g Game) users() []string {
	users := make([]string, len(g.Players))
	for i, p := range g.Players {
		users[i] = p.UserID
	}
	return users
}

// distinct drops all but the first entry of each player.
func distinct(players []Player) []Player {
	seen := make(map[string]bool, len(players))
	kept := make([]Player, 0, len(players))
	for _, p := range players {
		if p.UserID == "" || seen[p.UserID] {
			continue
		}
		seen[p.UserID] = true
		kept = append(kept, p)
	}
	return kept
}
