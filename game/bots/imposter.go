package bots

import "sagishi/game"

// How an imposter weighs speed against caution. It knows how many tasks the crew
// has left and how many kills win: the more time there is for each kill, the
// longer it may wait for a good moment. The numbers were chosen with make
// simulate so that neither side wins most games.
const (
	riskyKillChance = 0.015 // the chance, each tick, that it kills in view of a witness
	riskyPerSecond  = 0.15  // at the speed of a person: each second
	approachSeconds = 3.0   // the time that it takes to get near a victim
	spareKills      = 1     // the kills that it plans beyond those that win
	manyKills       = 4     // with so many kills to go, a lone imposter does not wait
	humanPatience   = 0.95  // the share of a wait at the speed of a person, to whom all else takes longer
)

// maxWaitShare returns the longest wait for a kill, as a multiple of the time to
// spare for it.
func maxWaitShare(imposters int) float64 {
	return [...]float64{3.9, 3.8, 3.5}[min(max(imposters, 1), 3)-1]
}

// killDelay draws how many ticks an imposter waits until it tries to kill.
func (b *Bot) killDelay() int {
	cooldown := b.settings.KillCooldown.Seconds()
	toWin, imposters := b.killsToParity(), max(1, b.impostersAlive)
	if imposters == 1 && toWin >= manyKills {
		return int(cooldown*float64(b.TickRate)) + 1
	}
	kills := float64(toWin+spareKills) / float64(imposters) // for each imposter
	spare := max(0, b.secondsOfTasksLeft()/kills-cooldown-approachSeconds)
	if b.Human {
		spare *= humanPatience
	}
	return int((cooldown+b.Rand.Float64()*maxWaitShare(imposters)*spare)*float64(b.TickRate)) + 1
}

// risksKill decides whether an imposter kills in view of witnesses. It always
// does if the kill wins.
func (b *Bot) risksKill(witnesses int) bool {
	risk := riskyKillChance
	if b.Human {
		risk = riskyPerSecond * (decideSeconds + decideSpread/2)
	}
	return witnesses == 0 || b.killsToParity() == 1 || b.chance(risk)
}

// hunts reports whether the bot looks for someone to kill.
func (b *Bot) hunts() bool { return b.role == game.Imposter && b.alive && b.now >= b.killAt }

// sabotagePause draws how many ticks an imposter waits between its sabotages.
// More imposters wait longer, so that they take turns.
func (b *Bot) sabotagePause() int {
	pause := 120 + b.Rand.IntN(60)
	if b.Human {
		pause /= 2 // a person wants to see one
	}
	return pause * (1 + len(b.mates)) * b.TickRate
}

// hunt plays an imposter's tick: sabotage, kill a victim without witnesses, or
// wander.
func (b *Bot) hunt(in []game.Input) []game.Input {
	if b.now >= b.sabotageAt && (b.Human || b.chance(0.02)) {
		b.sabotageAt = b.now + b.sabotagePause()
		system := [...]string{game.Lights, game.Comms, game.Reactor}[b.Rand.IntN(3)]
		if b.Mode != game.SabotageMode {
			return in
		}
		return b.send(in, game.Action{Kind: game.Sabotage, Op: opSabotage, Target: system})
	}
	if !b.hunts() {
		return b.wander(in)
	}
	victim, gap := b.nearestVictim()
	if victim == nil {
		return b.wander(in)
	}
	if gap > 0.9*float64(b.settings.KillDistance) {
		return b.walk(in, victim.at)
	}
	if !b.risksKill(b.witnesses(victim)) {
		return b.wander(in)
	}
	b.killAt = b.now + b.killDelay()
	b.goalUntil = 0
	in = b.send(in, game.Action{Kind: game.Kill, Op: opKill, Target: string(victim.id)})
	if b.Human { // no vent is entered so soon after a kill
		return in
	}
	return b.escapeByVent(in)
}

// nearestVictim is the nearest of the crew in view; nil if there is none.
func (b *Bot) nearestVictim() (victim *other, gap float64) {
	for i := range b.others {
		o := &b.others[i]
		if !b.inView(i) || b.isMate(o.id) {
			continue
		}
		if d := distance(b.at, o.at); victim == nil || d < gap {
			victim, gap = o, d
		}
	}
	return victim, gap
}

// witnesses counts the other crew that could see the victim die.
func (b *Bot) witnesses(victim *other) int {
	n := 0
	for i := range b.others {
		o := &b.others[i]
		if o != victim && b.inView(i) && !b.isMate(o.id) && distance(victim.at, o.at) <= float64(b.settings.CrewSight) {
			n++
		}
	}
	return n
}

// escapeByVent goes through a vent in reach, if there is one.
func (b *Bot) escapeByVent(in []game.Input) []game.Input {
	for _, v := range b.Map.Vents {
		if len(v.Links) == 0 || distance(b.at, v.At) > float64(b.settings.TaskDistance) {
			continue
		}
		in = b.send(in, game.Action{Kind: game.Vent, Op: opVent, Target: v.ID})
		in = b.send(in, game.Action{Kind: game.Vent, Op: opVent, Target: v.Links[b.Rand.IntN(len(v.Links))]})
		return b.send(in, game.Action{Kind: game.Vent, Op: opVent})
	}
	return in
}
