package simulation

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"sagishi/game"
	"sagishi/game/bots"
)

// Nature is how a player of a simulation behaves.
type Nature uint8

// The natures.
const (
	Honest  = Nature(bots.Honest)
	Clumsy  = Nature(bots.Clumsy)
	Hostile = Nature(bots.Hostile)
	Flaky   = Hostile + 1 // honest, with a bad connection
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
	Human    bool           // all play at the speed of a person
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
	game   *game.Game
	rng    *rand.Rand
	seats  []*player
	inputs []game.Input
	watch  func(*game.Game, []game.Input, []game.Event)
	limit  int // ticks
	report Report
}

// player is a bot and its connection.
type player struct {
	*bots.Bot

	flaky       bool
	connected   bool
	reconnectAt int // while disconnected; 0 = left for good
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
		p := &player{}
		config := bots.Config{
			ID: game.PlayerID(fmt.Sprintf("bot-%02d", i)), Seat: i, Map: o.Map, Mode: cmp.Or(o.Mode, game.Classic),
			TickRate: rate, Rand: rand.New(rand.NewPCG(seed, uint64(i)+2)), Steers: i%2 == 1, Human: o.Human,
		}
		if len(o.Natures) > 0 {
			nature := o.Natures[i%len(o.Natures)]
			p.flaky = nature == Flaky
			if !p.flaky {
				config.Nature = bots.Nature(nature)
			}
		}
		p.Bot = bots.New(config)
		s.seats = append(s.seats, p)
		s.join(p)
	}
	return s
}

func drawSeed(rng *rand.Rand) (seed [32]byte) {
	for i := 0; i < len(seed); i += 8 {
		binary.LittleEndian.PutUint64(seed[i:], rng.Uint64())
	}
	return seed
}

func (s *simulation) join(p *player) {
	p.connected = s.game.Join(p.ID, string(p.ID)) == nil
}

// tick plays one tick: the bots act, the game steps, the bots receive events.
func (s *simulation) tick() {
	s.inputs = s.inputs[:0]
	for _, p := range s.seats {
		s.updateConnection(p)
		if !p.connected {
			continue
		}
		if !p.Begin(s.report.Ticks) {
			continue
		}
		s.inputs = p.Act(s.inputs)
		if line, ok := p.TakeLine(); ok {
			s.say(line)
		}
	}
	events := s.game.Step(s.inputs)
	s.report.Ticks++
	for i := range events {
		s.record(events[i].Body)
		s.deliver(&events[i])
	}
	var at [game.MaxSeats]game.Vec
	for seat := range at {
		at[seat] = s.game.At(seat)
	}
	for _, p := range s.seats {
		if p.connected {
			p.See(bots.Positions{Shown: s.game.Visible(p.Seat), Hidden: s.game.Hidden(p.Seat), At: &at})
		}
	}
	if s.watch != nil {
		s.watch(s.game, s.inputs, events)
	}
}

func (s *simulation) deliver(e *game.Event) {
	for _, p := range s.seats {
		if p.connected && e.To.Has(p.Seat) {
			p.Receive(e.Body)
		}
	}
}

func (s *simulation) say(line bots.Line) {
	for _, p := range s.seats {
		if p.connected {
			p.Hear(line)
		}
	}
}

// record updates the report.
func (s *simulation) record(body game.Body) {
	switch e := body.(type) {
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
		for _, p := range s.seats {
			if p.ID == e.UserID {
				p.connected = false
			}
		}
	default:
	}
}
