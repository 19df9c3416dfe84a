// Package bots plays whole games with players of various natures, in virtual
// time. A bot knows only what the game tells its seat, as a client would.
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
	Clumsy                // honest, but often asks for what cannot be
	Hostile               // sends anything at any time
	Flaky                 // honest, with a bad connection
)

// Options say how games are played. The zero value of each field means its
// default.
type Options struct {
	Map      *game.Map      // required
	Mode     game.Mode      // classic
	Settings *game.Settings // game.DefaultSettings
	TickRate int            // 10
	Natures  []Nature       // of the players in turn; all honest
	Limit    int            // ticks after which a game is given up; an hour
	// Watch is called after every tick.
	Watch func(g *game.Game, inputs []game.Input, events []game.Event)
}

// Report is what became of a game.
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

// Play plays one game. The same arguments make the same game.
func Play(seed uint64, players int, o Options) Report {
	t := sitDown(seed, players, o)
	for !t.report.Finished && t.report.Ticks < t.limit {
		t.tick()
	}
	return t.report
}

// table is the bots at a game.
type table struct {
	g      *game.Game
	rng    *rand.Rand
	bots   []*bot
	claims claims
	inputs []game.Input
	watch  func(*game.Game, []game.Input, []game.Event)
	limit  int
	report Report
}

// claims is whom each seat accused in the present meeting; what is said is
// heard by all.
type claims struct {
	against [game.MaxSeats]float64
}

func sitDown(seed uint64, players int, o Options) *table {
	settings := game.DefaultSettings()
	if o.Settings != nil {
		settings = *o.Settings
	}
	settings.MaxPlayers = max(settings.MaxPlayers, min(players, 15))
	settings.MinPlayers = min(settings.MinPlayers, max(players, 3))
	rate := cmp.Or(o.TickRate, 10)
	t := &table{
		rng:   rand.New(rand.NewPCG(seed, 1)),
		watch: o.Watch,
		limit: cmp.Or(o.Limit, 3600*rate),
	}
	t.g = game.New(game.Config{
		TickRate: rate,
		Mode:     cmp.Or(o.Mode, game.Classic),
		Map:      o.Map,
		Settings: settings,
		Seed:     seedOf(t.rng),
	})
	for i := range players {
		b := &bot{
			id:       game.PlayerID(fmt.Sprintf("bot-%02d", i)),
			board:    o.Map,
			settings: settings,
			rate:     rate,
			rng:      rand.New(rand.NewPCG(seed, uint64(i)+2)),
			steers:   i%2 == 1,
			here:     true,
		}
		if len(o.Natures) > 0 {
			b.nature = o.Natures[i%len(o.Natures)]
		}
		t.bots = append(t.bots, b)
		t.join(b)
	}
	return t
}

func seedOf(rng *rand.Rand) (seed [32]byte) {
	for i := 0; i < len(seed); i += 8 {
		binary.LittleEndian.PutUint64(seed[i:], rng.Uint64())
	}
	return seed
}

func (t *table) join(b *bot) {
	b.here = t.g.Join(b.id, string(b.id)) == nil
	b.seat, _ = t.g.Seat(b.id)
}

// tick is one tick: the bots act on what they know, and hear what came of it.
func (t *table) tick() {
	t.inputs = t.inputs[:0]
	for _, b := range t.bots {
		b.connect(t)
		if !b.here {
			continue
		}
		b.now = t.report.Ticks
		t.inputs = b.act(t.inputs, &t.claims)
	}
	events := t.g.Step(t.inputs)
	t.report.Ticks++
	for i := range events {
		t.note(events[i].Body)
		t.deliver(&events[i])
	}
	for _, b := range t.bots {
		if b.here {
			b.watch(t.g)
		}
	}
	if t.watch != nil {
		t.watch(t.g, t.inputs, events)
	}
}

func (t *table) deliver(e *game.Event) {
	for _, b := range t.bots {
		if b.here && e.To.Has(b.seat) {
			b.hear(e.Body)
		}
	}
}

// note keeps the report, and clears what was said when a meeting begins.
func (t *table) note(body game.Body) {
	switch e := body.(type) {
	case game.PhaseChanged:
		if e.Phase == game.Discussion {
			t.claims = claims{}
		}
	case game.Tallied:
		t.report.Meetings++
		if e.Ejected != "" {
			t.report.Ejected++
		}
	case game.Ended:
		t.report.Finished = true
		t.report.Winner, t.report.Reason, t.report.Scores = e.Winner, e.Reason, e.Players
		for _, s := range e.Players {
			t.report.Kills += s.Kills
		}
	case game.Removed:
		for _, b := range t.bots {
			if b.id == e.UserID {
				b.here = false
			}
		}
	default:
	}
}
