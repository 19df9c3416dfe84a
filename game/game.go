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
	gameMap  *Map
	walls    barriers
	settings Settings
	rules    rules
	rng      *rand.Rand

	tick         int
	phase        phase
	run          *run // nil until the roles are dealt, and in the lobby
	players      []*player
	seats        [MaxSeats]*player
	byID         map[PlayerID]*player
	host         *player
	banned       map[PlayerID]bool
	reservations []reservation
	visibility   visibilityState

	emptySince        int // the tick in which the last connection was seen
	closesAt          int // the tick in which a shutdown ends the match; 0 = none
	queue, spareQueue []Event
}

// run is what lasts from the deal to the end of one game, through all its
// phases.
type run struct {
	round            int
	ended            bool
	bodies           []*player // the dead who were not found yet, in order of death
	sabotage         sabotage
	sabotageReadyAt  int // no sabotage before this tick
	buttonReadyAt    int // no emergency meeting before this tick
	tasksShownToCrew int // progress as the crew last saw it
	scores           []Score
}

// New makes a match in its lobby, without players.
func New(cfg Config) *Game {
	g := &Game{
		mode:    cfg.Mode,
		gameMap: cfg.Map,
		walls:   newBarriers(cfg.Map),
		rng:     rand.New(rand.NewChaCha8(cfg.Seed)),
		phase:   &lobby{},
		byID:    make(map[PlayerID]*player),
		banned:  make(map[PlayerID]bool),
	}
	g.rules.rate = max(cfg.TickRate, 1)
	g.applySettings(cfg.Settings)
	return g
}

// use makes settings the match's.
func (g *Game) applySettings(s Settings) {
	g.settings = s
	g.rules = rulesFrom(s, g.rules.rate)
}

// Step runs exactly one tick and returns what happened since the last one. The
// slice is valid until the next Step.
func (g *Game) Step(inputs []Input) []Event {
	g.tick++
	g.visibility.beginStep()
	for _, p := range g.players {
		p.refillBudgets(&g.rules)
	}
	for i := range inputs {
		g.handleInput(&inputs[i])
	}
	g.walkSteered()
	g.expireSeats()
	g.advancePhase()
	g.updateVisibility()
	events := g.queue
	g.queue, g.spareQueue = g.spareQueue[:0], events
	return events
}

// tell queues an event. An event for no one is dropped.
func (g *Game) emit(to Audience, body Body) {
	if to != 0 {
		g.queue = append(g.queue, Event{To: to, Body: body})
	}
}

// here is everyone who is connected.
func (g *Game) connectedAudience() Audience {
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

func (g *Game) shuttingDown() bool { return g.closesAt != 0 }

// Done reports whether the match may be closed: nobody has been here for a
// while, or the server shuts down and there is nothing to wait for.
func (g *Game) Done() bool {
	if g.shuttingDown() && (g.run == nil || g.tick >= g.closesAt) {
		return true
	}
	return g.emptyTooLong()
}

// idle reports whether the match has been empty for long.
func (g *Game) emptyTooLong() bool { return g.tick-g.emptySince >= g.rules.emptyClose }

// String is for operators. It tells no role and no seed, since consoles print
// it while the game runs.
func (g *Game) String() string {
	round := 0
	if g.run != nil {
		round = g.run.round
	}
	return fmt.Sprintf("%s on %s, %s, round %d, tick %d, players %d of %d",
		g.mode, g.gameMap.ID, g.Phase(), round, g.tick, g.Count(), g.settings.MaxPlayers)
}
