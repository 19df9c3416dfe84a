// Package results counts finished games: each exactly once, whatever fails in
// between.
package results

// Game is a finished game as the match reports it. It is the truth from which
// everything that is counted follows.
type Game struct {
	ID      string   `json:"id"` // unique for ever: the match's id and the number of the game in it
	Map     string   `json:"map"`
	Mode    string   `json:"mode"`
	Private bool     `json:"private"`
	Winner  string   `json:"winner"` // "crew", "imposters", or "" for an abandoned game
	Reason  string   `json:"reason"`
	EndedAt int64    `json:"ended_at"` // unix seconds, the server's clock
	Players []Player `json:"players"`  // everyone who was there at the start
}

// Player is one player's part in a finished game.
type Player struct {
	UserID       string `json:"user_id"`
	Username     string `json:"username"`
	Role         string `json:"role"` // "crew" or "imposter"
	Left         bool   `json:"left"` // gave up the seat before the end, and so does not win
	Alive        bool   `json:"alive"`
	Kills        int    `json:"kills"`
	TasksDone    int    `json:"tasks_done"`
	Votes        int    `json:"votes"`         // cast
	CorrectVotes int    `json:"correct_votes"` // for an imposter, as living crew, once a meeting
}

// Counted tells one player what a game brought. It is the payload of op 111.
type Counted struct {
	Game        string     `json:"game"`
	Counted     bool       `json:"counted"`
	Why         string     `json:"why,omitempty"` // why the game does not count
	Leaderboard string     `json:"leaderboard"`   // "" for losers and uncounted games
	Score       int64      `json:"score"`
	Tournament  Tournament `json:"tournament"`
}

// Tournament is the part of Counted about the running tournament.
type Tournament struct {
	ID           string `json:"id"`
	Joined       bool   `json:"joined"`
	CorrectVotes int    `json:"correct_votes"`
	Score        int64  `json:"score"`
}
