package game

import (
	"fmt"
	"math/rand/v2"
)

// Config holds what New needs to make a match.
type Config struct {
	TickRate int      // ticks a second, 1..60
	Mode     Mode     // the rules to play by
	Map      *Map     // the game does not change it
	Settings Settings // valid, see Settings.Validate
	// CheckRanked returns why settings are outside of the ranked ranges. If it is
	// not nil, the host may only choose settings within them.
	CheckRanked func(Settings) error
	Seed        [32]byte // from a secure source; it determines the roles
	Bots        int      // seats that bots play from the start, up to max_players - 1
}

// Game is one match. It advances only by Step; players join and leave between
// steps. It is not safe for concurrent use.
type Game struct {
	mode        Mode
	gameMap     *Map
	walls       barriers // block sight
	solid       barriers // stop bodies; none without solid_walls
	settings    Settings
	rules       rules
	checkRanked func(Settings) error // nil = the host may choose any settings
	rng         *rand.Rand

	tick         int
	phase        phase
	run          *run // nil until roles are assigned, and in the lobby
	players      []*player
	seats        [MaxSeats]*player
	byID         map[PlayerID]*player
	host         *player
	bots         Audience // their seats
	botsPlayed   bool     // in a game of this match
	botChanges   int      // of bots that the host may make now, times the tick rate
	banned       map[PlayerID]bool
	reservations []reservation
	visibility   visibilityState
	resyncs      Audience // seats that asked for the state and have no answer yet

	lastConnectedAt   int // the last tick in which a person was connected
	closesAt          int // the tick in which a shutdown ends the match; 0 = no shutdown
	draining          bool
	lobbyClosesAt     int // the tick in which the lobby of a drained match closes; 0 = it does not
	queue, spareQueue []Event
}

// run is the state of one game, from the assignment of roles to its end.
type run struct {
	round            int
	startedAt        int // the tick in which the roles were assigned
	ended            bool
	bodies           []*player // dead players whose bodies are not found yet, in order of death
	sabotage         sabotage
	sabotageReadyAt  int // no sabotage before this tick
	buttonReadyAt    int // no emergency meeting before this tick
	tasksShownToCrew int // tasks done, as last sent to the crew
	scores           []Score
}

// New makes a match in its lobby, without players.
func New(cfg Config) *Game {
	g := &Game{
		mode:        cfg.Mode,
		gameMap:     cfg.Map,
		checkRanked: cfg.CheckRanked,
		walls:       newBarriers(cfg.Map),
		rng:         rand.New(rand.NewChaCha8(cfg.Seed)),
		phase:       &lobby{},
		byID:        make(map[PlayerID]*player),
		banned:      make(map[PlayerID]bool),
	}
	g.rules.rate = max(cfg.TickRate, 1)
	g.applySettings(cfg.Settings)
	g.botChanges = botChangesAtOnce * g.rules.rate
	g.setBots(min(cfg.Bots, cfg.Settings.MaxPlayers-1))
	return g
}

func (g *Game) applySettings(s Settings) {
	g.settings = s
	g.rules = rulesFrom(s, g.rules.rate)
	g.solid = nil
	if s.SolidWalls {
		g.solid = g.walls
	}
}

// Step runs exactly one tick and returns what happened since the last one. The
// slice is valid until the next Step.
func (g *Game) Step(inputs []Input) []Event {
	g.tick++
	g.visibility.moved, g.visibility.reported = 0, 0
	for _, p := range g.players {
		p.refillBudgets(&g.rules)
	}
	g.refillBotChanges()
	for i := range inputs {
		g.handleInput(&inputs[i])
	}
	g.answerResyncs()
	g.walkSteered()
	g.countIdleTime()
	g.expireSeats()
	g.advancePhase()
	g.closeDrainedLobby()
	g.updateVisibility()
	events := g.queue
	g.queue, g.spareQueue = g.spareQueue[:0], events
	return events
}

// Phase returns the current phase.
func (g *Game) Phase() Phase { return g.phase.name() }

// Settings returns the current settings.
func (g *Game) Settings() Settings { return g.settings }

// round returns the number of the current round, from 1; 0 = no game runs.
func (g *Game) round() int {
	if g.run == nil {
		return 0
	}
	return g.run.round
}

// String describes the match for operators. It contains no role and no seed,
// since consoles print it while the game runs.
func (g *Game) String() string {
	text := fmt.Sprintf("%s on %s, %s, round %d, tick %d, players %d of %d",
		g.mode, g.gameMap.ID, g.Phase(), g.round(), g.tick, g.Count(), g.settings.MaxPlayers)
	if g.bots != 0 {
		text += fmt.Sprintf(", bots %d", g.bots.Count())
	}
	return text
}
