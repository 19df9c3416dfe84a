package bots

import (
	"math"
	"math/rand/v2"
	"slices"

	"sagishi/game"
)

// Nature is how a bot behaves.
type Nature uint8

// The natures.
const (
	Honest  Nature = iota // plays to win, within the rules
	Clumsy                // honest, but often asks for what the rules refuse
	Hostile               // sends anything at any time
)

// Config has the arguments of New. Settings and players a bot learns from op 100.
type Config struct {
	ID       game.PlayerID
	Seat     int
	Map      *game.Map
	Mode     game.Mode
	TickRate int // ticks a second
	Rand     *rand.Rand
	Nature   Nature
	Human    bool // acts at the speed of a person; else in every tick
	Steers   bool // sends directions instead of positions; with Human always
}

// Bot is one player and what it knows. Times are ticks. It is not safe for
// concurrent use.
type Bot struct {
	Config

	now      int
	settings game.Settings

	phase          game.Phase
	phaseBegan     int
	host           game.PlayerID
	role           game.Role
	mates          []game.PlayerID // the other imposters, if this one is an imposter
	tasks          []game.TaskView
	at             game.Vec
	alive          bool
	others         [game.MaxSeats]other
	view           game.Audience // the others in view, unless viewStale
	viewStale      bool
	bodies         []game.DeathSeen
	sabotage       string // "" = every system works
	killAt         int    // an imposter does not try to kill before
	sabotageAt     int    // an imposter does not sabotage before
	goal           game.Vec
	goalUntil      int // when to choose another goal
	taskBegan      int
	doneForMeeting bool // has accused or voted in the present phase
	speakAt        int
	voteAt         int
	heard          accusations
	line           Line // to be said
	mayCallMeeting bool
	pace           pace

	impostersAlive int     // by the number dealt and the roles revealed
	progress       float64 // of the crew's tasks, 0 to 1, as last shown
}

// New makes a bot that has not been told anything yet.
func New(c Config) *Bot {
	c.Steers = c.Steers || c.Human
	return &Bot{Config: c, viewStale: true}
}

// other holds a bot's knowledge of another player.
type other struct {
	id        game.PlayerID
	name      string
	alive     bool
	at        game.Vec
	seenAt    int           // the tick of its last position; -1 = out of sight
	company   game.Audience // the players near it when the bot last saw it
	suspicion float64
}

func (b *Bot) isMate(id game.PlayerID) bool { return slices.Contains(b.mates, id) }

// sight is how far the bot sees.
func (b *Bot) sight() float64 {
	if b.role == game.Imposter {
		return float64(b.settings.ImposterSight)
	}
	return float64(b.settings.CrewSight)
}

// inView reports whether the bot could see the player of a seat now. Without fog a
// bot receives every position, but plays as if it saw only as far as its role does.
func (b *Bot) inView(seat int) bool {
	if b.viewStale {
		b.view, b.viewStale = b.look(), false
	}
	return b.view.Has(seat)
}

// look returns the seats in view.
func (b *Bot) look() game.Audience {
	var view game.Audience
	sight := b.sight()
	for i := range b.others {
		o := &b.others[i]
		if o.id != "" && o.alive && o.seenAt >= 0 && distance(b.at, o.at) <= sight && b.Map.Paths.Sees(b.at, o.at) {
			view |= game.Only(i)
		}
	}
	return view
}

// chance draws whether something of probability p happens.
func (b *Bot) chance(p float64) bool { return b.Rand.Float64() < p }

func distance(a, b game.Vec) float64 {
	x, z := float64(a.X)-float64(b.X), float64(a.Z)-float64(b.Z)
	return math.Sqrt(x*x + z*z)
}
