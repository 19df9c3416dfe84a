package bots

import "sagishi/game"

// How an imposter weighs haste against care. It knows how far the crew's tasks
// are and how many kills it takes to win: the more time there is for each, the
// longer it may wait for a good moment. The numbers are chosen, with make
// simulate, so that neither side wins most games.
const (
	boldness = 0.025 // the chance, each tick, that it kills although someone might see it
	stalking = 3.0   // seconds that it takes to get at someone
	reserve  = 1     // kills that it reckons with beyond those that win
	patience = 3.9   // of the time to spare for a kill, what it lets go by at most
)

// lieInWait is for how many ticks an imposter does not mean to kill.
func (b *bot) lieInWait() int {
	cooldown := b.settings.KillCooldown.Seconds()
	kills := float64(b.margin()+reserve) / float64(max(1, b.imposters)) // for each imposter
	spare := max(0, b.timeLeft()/kills-cooldown-stalking)
	return int((cooldown+b.rng.Float64()*patience*spare)*float64(b.rate)) + 1
}

// dares says whether an imposter kills before witnesses: always if that wins.
func (b *bot) dares(witnesses int) bool {
	return witnesses == 0 || b.margin() == 1 || b.chance(boldness)
}

// layOff is for how many ticks an imposter leaves the station's systems to its
// mates: they take turns.
func (b *bot) layOff() int {
	return (80 + b.rng.IntN(60)) * (1 + len(b.mates)) * b.rate
}

// hunt is an imposter's round: kill who is alone, walk about, break things.
func (b *bot) hunt(in []game.Input) []game.Input {
	if b.now >= b.quietAt && b.chance(0.02) {
		b.quietAt = b.now + b.layOff()
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
	if !b.dares(witnesses) {
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
