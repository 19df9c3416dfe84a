package results

// The winners and roles of a game, as the match reports them.
const (
	crew      = "crew"
	imposter  = "imposter"
	imposters = "imposters"
)

// Game is a finished game as the match reports it. Everything that is counted
// follows from it.
type Game struct {
	ID      string `json:"id"` // unique for ever: the match's id and the number of the game in it
	Map     string `json:"map"`
	Mode    string `json:"mode"`
	Private bool   `json:"private"`
	Winner  string `json:"winner"` // "crew", "imposters", or "" for an abandoned game
	Reason  string `json:"reason"`
	Seconds int    `json:"seconds"` // from the deal of the roles to the end
	// Unranked is the reason why games with the settings at the start do not
	// count, or "".
	Unranked string   `json:"unranked,omitempty"`
	Bots     bool     `json:"bots,omitempty"` // a bot played in this or an earlier game of the match
	EndedAt  int64    `json:"ended_at"`       // unix seconds, the server's clock
	Players  []Player `json:"players"`        // all persons at the start
}

// Player is one player's part in a finished game.
type Player struct {
	UserID       string `json:"user_id"`
	Username     string `json:"username"`
	Role         string `json:"role"`                 // "crew" or "imposter"
	Left         bool   `json:"left"`                 // gave up the seat before the end, and so does not win
	LeftAlive    bool   `json:"left_alive,omitempty"` // and was alive then
	TookPart     bool   `json:"took_part"`            // moved, did a task or voted often enough
	Alive        bool   `json:"alive"`
	Kills        int    `json:"kills"`
	TasksDone    int    `json:"tasks_done"`
	Votes        int    `json:"votes"`         // cast
	CorrectVotes int    `json:"correct_votes"` // for an imposter, as living crew, once a meeting
}

// won reports whether the player's side has won. Players who left do not win.
func (p Player) won(g Game) bool {
	if p.Left {
		return false
	}
	return g.Winner == crew && p.Role == crew || g.Winner == imposters && p.Role == imposter
}

// tournamentVotes is how many votes of the player count in the tournament.
func (p Player) tournamentVotes() int64 {
	if p.Role != crew {
		return 0
	}
	return int64(p.CorrectVotes)
}

// userIDs are the ids of the players, in their order.
func (g Game) userIDs() []string {
	ids := make([]string, len(g.Players))
	for i, p := range g.Players {
		ids[i] = p.UserID
	}
	return ids
}

// distinct keeps the first entry of each player.
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
