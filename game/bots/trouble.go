package bots

import (
	"math"

	"sagishi/game"
)

// connect drops and brings back a bot with a bad connection. Now and then one
// leaves for good.
func (b *bot) connect(t *table) {
	if b.nature != Flaky {
		return
	}
	switch {
	case !b.here:
		if b.backAt > 0 && t.report.Ticks >= b.backAt {
			b.backAt = 0
			t.join(b)
		}
	case b.chance(0.004):
		b.here = false
		b.backAt = t.report.Ticks + 1 + b.rng.IntN(60*b.rate)
		t.g.Drop(b.id)
	case b.chance(0.0001):
		b.here = false
		t.g.Leave(b.id)
	}
}

// harass asks for something, whatever the phase and the role.
func (b *bot) harass(in []game.Input) []game.Input {
	all := kinds()
	kind := all[b.rng.IntN(len(all))]
	a := game.Action{Kind: kind, Op: int64(kind), Target: b.anything(), Call: b.chance(0.2), Skip: b.chance(0.2)}
	switch kind {
	case game.Position, game.Steer:
		a.To = b.anywhere()
	case game.ChangeSettings:
		if s := b.settings; b.chance(0.5) {
			a.Settings = &s
		}
	case game.Start: // not a game's end, but no game either
		a.Kind = game.Resync
	case game.Malformed:
		if !b.chance(0.1) {
			return in
		}
		a.Code, a.Text = game.CodeMalformed, "nonsense"
	default:
	}
	if b.chance(0.0005) { // a flood
		for range 200 {
			in = b.ask(in, a)
		}
	}
	return b.ask(in, a)
}

// kinds is everything that can be asked for.
func kinds() [14]game.Kind {
	return [...]game.Kind{
		game.Position, game.CallOrVote, game.Start, game.ChangeSettings, game.Kick, game.Kill, game.Report,
		game.DoTask, game.Sabotage, game.Repair, game.Vent, game.Resync, game.Steer, game.Malformed,
	}
}

// anything is a name of something, or of nothing.
func (b *bot) anything() string {
	names := []string{"", "nobody", game.Lights, game.Reactor, game.Comms, string(b.id)}
	for i := range b.others {
		if b.others[i].id != "" {
			names = append(names, string(b.others[i].id))
		}
	}
	for i := range b.board.Vents {
		names = append(names, b.board.Vents[i].ID)
	}
	for i := range b.board.Tasks {
		names = append(names, b.board.Tasks[i].ID)
	}
	return names[b.rng.IntN(len(names))]
}

// anywhere is a place: near, far, or impossible.
func (b *bot) anywhere() game.Vec {
	switch b.rng.IntN(3) {
	case 0:
		return game.Vec{X: b.at.X + b.rng.Int32N(1000) - 500, Y: b.at.Y, Z: b.at.Z + b.rng.Int32N(1000) - 500}
	case 1:
		return game.Vec{X: b.rng.Int32N(100_000) - 50_000, Z: b.rng.Int32N(100_000) - 50_000}
	default:
		return game.Vec{X: math.MinInt32, Y: math.MaxInt32, Z: math.MinInt32}
	}
}
