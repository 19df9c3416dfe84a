package bots

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"sagishi/game"
)

// Nature is how a bot behaves.
type Nature uint8

// The natures.
const (
	Honest  Nature = iota // plays to win, within the rules
	Clumsy                // honest, but often asks for what the rules refuse
	Hostile               // sends anything at any time
	Flaky                 // honest, with a bad connection
)

// Options say how games are played. The zero value of each field means its
// default, which the comment names.
type Options struct {
	Map      *game.Map      // required
	Mode     game.Mode      // classic
	Settings *game.Settings // game.DefaultSettings
	TickRate int            // ticks a second: 10
	Natures  []Nature       // of the players in turn: all honest
	Limit    int            // ticks until an unfinished game is stopped: an hour
	// Watch is called after every tick. It must not keep the slices.
	Watch func(g *game.Game, inputs []game.Input, events []game.Event)
}

// Report is the outcome of a game.
type Report struct {
	Winner   game.Role // "" for an abandoned game
	Reason   game.EndReason
	Finished bool // false: the limit came first
	Ticks    int
	Meetings int
	Kills    int
	Ejected  int
	Scores   []game.Score
}

// Play plays one game. The same arguments give the same game.
func Play(seed uint64, players int, o Options) Report {
	s := newSimulation(seed, players, o)
	for !s.report.Finished && s.report.Ticks < s.limit {
		s.tick()
	}
	return s.report
}

// simulation is one game and its bots.
type simulation struct {
	game        *game.Game
	rng         *rand.Rand
	bots        []*bot
	accusations accusations
	inputs      []game.Input
	watch       func(*game.Game, []game.Input, []game.Event)
	limit       int // ticks
	report      Report
}

func newSimulation(seed uint64, players int, o Options) *simulation {
	settings := game.DefaultSettings()
	if o.Settings != nil {
		settings = *o.Settings
	}
	settings.MaxPlayers = max(settings.MaxPlayers, min(players, 15))
	settings.MinPlayers = min(settings.MinPlayers, max(players, 3))
	rate := cmp.Or(o.TickRate, 10)
	s := &simulation{
		rng:   rand.New(rand.NewPCG(seed, 1)),
		watch: o.Watch,
		limit: cmp.Or(o.Limit, 3600*rate),
	}
	s.game = game.New(game.Config{
		TickRate: rate,
		Mode:     cmp.Or(o.Mode, game.Classic),
		Map:      o.Map,
		Settings: settings,
		Seed:     drawSeed(s.rng),
	})
	for i := range players {
		b := &bot{
			id:       game.PlayerID(fmt.Sprintf("bot-%02d", i)),
			board:    o.Map,
			settings: settings,
			rate:     rate,
			rng:      rand.New(rand.NewPCG(seed, uint64(i)+2)),
			steers:   i%2 == 1,
		}
		if len(o.Natures) > 0 {
			b.nature = o.Natures[i%len(o.Natures)]
		}
		s.bots = append(s.bots, b)
		s.join(b)
	}
	return s
}

func drawSeed(rng *rand.Rand) (seed [32]byte) {
	for i := 0; i < len(seed); i += 8 {
		binary.LittleEndian.PutUint64(seed[i:], rng.Uint64())
	}
	return seed
}

func (s *simulation) join(b *bot) {
	b.connected = s.game.Join(b.id, string(b.id)) == nil
	b.seat, _ = s.game.Seat(b.id)
}

// tick plays one tick: the bots act, the game steps, the bots receive events.
func (s *simulation) tick() {
	s.inputs = s.inputs[:0]
	for _, b := range s.bots {
		b.updateConnection(s)
		if !b.connected {
			continue
		}
		b.now = s.report.Ticks
		s.inputs = b.act(s.inputs, &s.accusations)
	}
	events := s.game.Step(s.inputs)
	s.report.Ticks++
	for i := range events {
		s.record(events[i].Body)
		s.deliver(&events[i])
	}
	for _, b := range s.bots {
		if b.connected {
			b.observePositions(s.game)
		}
	}
	if s.watch != nil {
		s.watch(s.game, s.inputs, events)
	}
}

func (s *simulation) deliver(e *game.Event) {
	for _, b := range s.bots {
		if b.connected && e.To.Has(b.seat) {
			b.observe(e.Body)
		}
	}
}

// record updates the report, and clears the accusations when a meeting begins.
func (s *simulation) record(body game.Body) {
	switch e := body.(type) {
	case game.PhaseChanged:
		if e.Phase == game.Discussion {
			s.accusations = accusations{}
		}
	case game.Tallied:
		s.report.Meetings++
		if e.Ejected != "" {
			s.report.Ejected++
		}
	case game.Ended:
		s.report.Finished = true
		s.report.Winner, s.report.Reason, s.report.Scores = e.Winner, e.Reason, e.Players
		for _, score := range e.Players {
			s.report.Kills += score.Kills
		}
	case game.PlayerRemoved:
		for _, b := range s.bots {
			if b.id == e.UserID {
				b.connected = false
			}
		}
	default:
	}
}
