package bots

import (
	"sagishi/game"
)

// boldness is the chance, each tick, that an imposter kills although someone
// might see it, for each of the crew there is beyond three.
const boldness = 0.03

// hesitation is how many seconds an imposter waits at most after the cooldown,
// for each fellow it has.
const hesitation = 72.0

// lieInWait is how many ticks from now an imposter means to kill.
func (b *bot) lieInWait() int {
	wait := b.settings.KillCooldown.Seconds() + b.rng.Float64()*hesitation*float64(len(b.mates))
	return int(wait*float64(b.rate)) + 1
}

// hunt is an imposter's round: kill who is alone, walk about, break things.
func (b *bot) hunt(in []game.Input) []game.Input {
	if b.now >= b.quietAt && b.chance(0.02) {
		b.quietAt = b.now + (80+b.rng.IntN(80))*(1+len(b.mates))*b.rate
		system := [...]string{game.Lights, game.Comms, game.Reactor}[b.rng.IntN(3)]
		return b.ask(in, game.Action{Kind: game.Sabotage, Op: opSabotage, Target: system})
	}
	if b.now < b.killAt {
		return b.stroll(in)
	}
	prey, gap, witnesses := b.prey()
	if prey == nil {
		return b.stroll(in)
	}
	if gap > 0.9*float64(b.settings.KillDistance) {
		return b.walk(in, prey.at)
	}
	if witnesses > 0 && !b.chance(boldness*float64(b.crewLeft()-3)) {
		return b.stroll(in)
	}
	b.killAt = b.now + b.lieInWait()
	b.goalFor = 0
	in = b.ask(in, game.Action{Kind: game.Kill, Op: opKill, Target: string(prey.id)})
	if vent, ok := b.ventInReach(); ok {
		in = b.ask(in, game.Action{Kind: game.Vent, Op: opVent, Target: vent.ID})
		in = b.ask(in, game.Action{Kind: game.Vent, Op: opVent, Target: vent.Links[b.rng.IntN(len(vent.Links))]})
		in = b.ask(in, game.Action{Kind: game.Vent, Op: opVent})
	}
	return in
}

// crewLeft is how many of the crew live, as far as the bot knows.
func (b *bot) crewLeft() int {
	n := 0
	for i := range b.others {
		if o := &b.others[i]; o.id != "" && o.alive && !b.isMate(o.id) {
			n++
		}
	}
	return n
}

// prey is the nearest of the crew, and how many others could see it die.
func (b *bot) prey() (prey *other, gap float64, witnesses int) {
	for i := range b.others {
		o := &b.others[i]
		if !b.inView(o) || b.isMate(o.id) {
			continue
		}
		if d := far(b.at, o.at); prey == nil || d < gap {
			prey, gap = o, d
		}
	}
	if prey == nil {
		return nil, 0, 0
	}
	for i := range b.others {
		o := &b.others[i]
		if o != prey && b.inView(o) && !b.isMate(o.id) && far(prey.at, o.at) <= float64(b.settings.CrewSight) {
			witnesses++
		}
	}
	return prey, gap, witnesses
}

func (b *bot) ventInReach() (game.VentPlace, bool) {
	for _, v := range b.board.Vents {
		if len(v.Links) > 0 && far(b.at, v.At) <= float64(b.settings.TaskDistance) {
			return v, true
		}
	}
	return game.VentPlace{}, false
}
