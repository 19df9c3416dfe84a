package game

import (
	"fmt"
	"math/rand/v2"
)

// Config is what a match is made with.
type Config struct {
	TickRate int      // ticks a second, 1..60
	Mode     Mode     //
	Map      *Map     // never changed by the game
	Settings Settings // valid
	Seed     [32]byte // from a secure source; whoever knows it knows the roles
}

// Game is one match. It moves only by Step; between two steps players come and
// go. It is not safe for use by several goroutines.
type Game struct {
	mode     Mode
	board    *Map
	walls    barriers
	settings Settings
	rules    rules
	rng      *rand.Rand

	tick    int
	phase   phase
	run     *run // nil until the roles are dealt, and in the lobby
	players []*player
	seats   [MaxSeats]*player
	byID    map[PlayerID]*player
	host    *player
	banned  map[PlayerID]bool
	kept    []reservation
	sight   sight

	emptySince int // the tick in which the last connection was seen
	closesAt   int // the tick in which a shutdown ends the match; 0 = none
	out, spare []Event
}

// run is what lasts from the deal to the end of one game, through all its
// phases.
type run struct {
	round      int
	over       bool
	bodies     []*player // the dead who were not found yet, in order of death
	sabotage   sabotage
	calmUntil  int // no sabotage before this tick
	buttonAt   int // no emergency meeting before this tick
	shownTasks int // progress as the crew last saw it
	scores     []Score
}

// New makes a match in its lobby, without players.
func New(cfg Config) *Game {
	g := &Game{
		mode:   cfg.Mode,
		board:  cfg.Map,
		walls:  barriersOf(cfg.Map),
		rng:    rand.New(rand.NewChaCha8(cfg.Seed)),
		phase:  &lobby{},
		byID:   make(map[PlayerID]*player),
		banned: make(map[PlayerID]bool),
	}
	g.rules.rate = max(cfg.TickRate, 1)
	g.use(cfg.Settings)
	return g
}

// use makes settings the match's.
func (g *Game) use(s Settings) {
	g.settings = s
	g.rules = rulesFrom(s, g.rules.rate)
}

// Step runs exactly one tick and returns what happened since the last one. The
// slice is valid until the next Step.
func (g *Game) Step(inputs []Input) []Event {
	g.tick++
	g.sight.begin()
	for _, p := range g.players {
		p.earn(&g.rules)
	}
	for i := range inputs {
		g.take(&inputs[i])
	}
	g.walk()
	g.expire()
	g.follow()
	g.look()
	events := g.out
	g.out, g.spare = g.spare[:0], events
	return events
}

// tell queues an event. An event for no one is dropped.
func (g *Game) tell(to Audience, body Body) {
	if to != 0 {
		g.out = append(g.out, Event{To: to, Body: body})
	}
}

// here is everyone who is connected.
func (g *Game) here() Audience {
	var a Audience
	for _, p := range g.players {
		if p.connected {
			a |= p.bit
		}
	}
	return a
}

// Phase is where the match is in its life.
func (g *Game) Phase() Phase { return g.phase.name() }

// Settings are the settings as they are now.
func (g *Game) Settings() Settings { return g.settings }

// Shutdown ends the match within a number of ticks: no game begins any more,
// and one that runs may be decided until then, or else ends as abandoned.
func (g *Game) Shutdown(graceTicks int) { g.closesAt = g.tick + max(graceTicks, 1) }

func (g *Game) closing() bool { return g.closesAt != 0 }

// Done reports whether the match may be closed: nobody has been here for a
// while, or the server shuts down and there is nothing to wait for.
func (g *Game) Done() bool {
	if g.closing() && (g.run == nil || g.tick >= g.closesAt) {
		return true
	}
	return g.idle()
}

// idle reports whether the match has been empty for long.
func (g *Game) idle() bool { return g.tick-g.emptySince >= g.rules.idle }

// String is for operators. It tells no role and no seed, since consoles print
// it while the game runs.
func (g *Game) String() string {
	round := 0
	if g.run != nil {
		round = g.run.round
	}
	return fmt.Sprintf("%s on %s, %s, round %d, tick %d, players %d of %d",
		g.mode, g.board.ID, g.Phase(), round, g.tick, g.Count(), g.settings.MaxPlayers)
}
