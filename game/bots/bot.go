package bots

import (
	"math"
	"math/rand/v2"
	"slices"

	"sagishi/game"
)

// bot is one player and what it knows. Times are ticks.
type bot struct {
	id          game.PlayerID
	seat        int
	nature      Nature
	board       *game.Map
	settings    game.Settings
	rate        int // ticks a second
	rng         *rand.Rand
	steers      bool // sends directions instead of positions
	connected   bool
	reconnectAt int // while disconnected; 0 = left for good
	now         int

	phase          game.Phase
	phaseBegan     int
	host           game.PlayerID
	role           game.Role
	mates          []game.PlayerID // the other imposters, if this one is an imposter
	tasks          []game.TaskView
	at             game.Vec
	alive          bool
	others         [game.MaxSeats]other
	bodies         []game.DeathSeen
	sabotage       string // "" = every system works
	killAt         int    // an imposter does not try to kill before
	sabotageAt     int    // an imposter does not sabotage before
	goal           game.Vec
	goalUntil      int // when to choose another goal
	taskBegan      int
	doneForMeeting bool // has accused or voted in the present phase
	voteAt         int
	mayCallMeeting bool

	impostersAlive int     // by the number dealt and the roles revealed
	progress       float64 // of the crew's tasks, 0 to 1, as last shown
}

// other is what a bot knows of another player.
type other struct {
	id        game.PlayerID
	alive     bool
	at        game.Vec
	seenAt    int           // the tick of its last position; -1 = out of sight
	company   game.Audience // the players near it when the bot last saw it
	suspicion float64
}

func (b *bot) isMate(id game.PlayerID) bool { return slices.Contains(b.mates, id) }

// sight is how far the bot sees.
func (b *bot) sight() float64 {
	if b.role == game.Imposter {
		return float64(b.settings.ImposterSight)
	}
	return float64(b.settings.CrewSight)
}

// inView reports whether the bot could see the other now. Without fog a bot
// receives every position, but plays as if it saw only as far as its role does.
func (b *bot) inView(o *other) bool {
	return o.id != "" && o.alive && o.seenAt >= 0 && distance(b.at, o.at) <= b.sight() && b.board.Paths.Sees(b.at, o.at)
}

// chance draws whether something of probability p happens.
func (b *bot) chance(p float64) bool { return b.rng.Float64() < p }

func distance(a, b game.Vec) float64 {
	return math.Hypot(float64(a.X)-float64(b.X), float64(a.Z)-float64(b.Z))
}
