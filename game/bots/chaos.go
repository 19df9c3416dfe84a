package bots

import (
	"math"

	"sagishi/game"
)

// sendChaos sends a random action, whatever the phase and the role.
func (b *Bot) sendChaos(in []game.Input) []game.Input {
	kinds := allKinds()
	kind := kinds[b.Rand.IntN(len(kinds))]
	a := game.Action{Kind: kind, Op: int64(kind), Target: b.randomTarget(), Call: b.chance(0.2), Skip: b.chance(0.2)}
	switch kind {
	case game.Position, game.Steer:
		a.To = b.randomPlace()
	case game.ChangeSettings:
		if s := b.settings; b.chance(0.5) {
			a.Settings = &s
		}
	case game.Start: // the host alone starts games, at its own pace
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
			in = b.send(in, a)
		}
	}
	return b.send(in, a)
}

// allKinds is every kind of action but SetBots: nobody would play those bots.
func allKinds() [14]game.Kind {
	return [...]game.Kind{
		game.Position, game.CallOrVote, game.Start, game.ChangeSettings, game.Kick, game.Kill, game.Report,
		game.DoTask, game.Sabotage, game.Repair, game.Vent, game.Resync, game.Steer, game.Malformed,
	}
}

// randomTarget is the name of a player, system, vent or task, or of nothing.
func (b *Bot) randomTarget() string {
	names := []string{"", "nobody", game.Lights, game.Reactor, game.Comms, string(b.ID)}
	for i := range b.others {
		if b.others[i].id != "" {
			names = append(names, string(b.others[i].id))
		}
	}
	for i := range b.Map.Vents {
		names = append(names, b.Map.Vents[i].ID)
	}
	for i := range b.Map.Tasks {
		names = append(names, b.Map.Tasks[i].ID)
	}
	return names[b.Rand.IntN(len(names))]
}

// randomPlace is a place nearby, anywhere, or impossible.
func (b *Bot) randomPlace() game.Vec {
	switch b.Rand.IntN(3) {
	case 0:
		return game.Vec{X: b.at.X + b.Rand.Int32N(1000) - 500, Y: b.at.Y, Z: b.at.Z + b.Rand.Int32N(1000) - 500}
	case 1:
		return game.Vec{X: b.Rand.Int32N(100_000) - 50_000, Z: b.Rand.Int32N(100_000) - 50_000}
	default:
		return game.Vec{X: math.MinInt32, Y: math.MaxInt32, Z: math.MinInt32}
	}
}
