package main

import (
	"slices"

	"sagishi/protocol"
)

const (
	imposter  = "imposter"
	killTicks = 251 // the kill's cooldown, and one tick
	calmTicks = 200 // the longest time for which an imposter waits beyond it
	taskTicks = 110 // the time that a bot stays at a task
	reach     = 1.6 // units: less than any distance that the rules ask for
	striking  = 3.0 // units: near enough to have killed
	sureSight = 11.0
	patience  = 600 // ticks of a round until a bot calls a meeting
)

// act sends what the bot does in this tick.
func (b *bot) act() {
	b.phaseTicks++
	switch b.phase {
	case "discussion":
		b.accuse()
	case "voting":
		b.vote()
	case "playing":
		b.playRound()
	}
}

// playRound chooses what to do between meetings, the most urgent first.
func (b *bot) playRound() {
	b.updateNear()
	switch {
	case b.role == imposter && b.isAlive():
		b.hunt()
	case b.role == imposter || !b.isAlive():
		b.doTasks()
	case b.body != "":
		b.report()
	case b.repairs():
		b.repair()
	case b.phaseTicks > patience && !b.called && b.sabotage == "":
		b.callMeeting()
	default:
		b.doTasks()
	}
}

// hunt walks to the nearest of the crew and kills, mostly without witnesses. Now
// and then it sabotages.
func (b *bot) hunt() {
	b.wait--
	if b.phaseTicks > 100 && b.sabotage == "" && b.sim.rng.IntN(500) == 0 {
		b.tried = []string{"reactor", "lights"}[b.sim.rng.IntN(2)]
		b.send(protocol.OpSabotage, map[string]string{"system": b.tried})
	}
	target := b.nearest(b.here(), b.id())
	if target == "" || !b.walk(b.at[target]) || b.wait > 0 {
		return
	}
	if b.hasWitness(target) && b.sim.rng.IntN(40) > 0 {
		return
	}
	b.wait, b.target = b.killPause(), target
	b.send(protocol.OpKill, map[string]string{"target": target})
}

// killPause draws how many ticks an imposter waits until it tries to kill again.
// Imposters who never wait win most games.
func (b *bot) killPause() int { return killTicks + b.sim.rng.IntN(calmTicks) }

// hasWitness reports whether another of the crew is near enough to see a kill.
func (b *bot) hasWitness(victim string) bool {
	other := b.nearest(b.at[victim], b.id(), victim)
	return other != "" && b.at[victim].to(b.at[other]) < sureSight
}

// report walks to the body and reports it.
func (b *bot) report() {
	if b.walk(b.at[b.body]) {
		b.send(protocol.OpReport, map[string]string{"body": b.body})
		b.body = ""
	}
}

// updateNear keeps for each player in sight the player who was next to it last.
func (b *bot) updateNear() {
	for victim, at := range b.at {
		if !b.alive[victim] || b.here().to(at) > sureSight {
			continue
		}
		if other := b.nearest(at, victim, b.id()); other != "" && at.to(b.at[other]) < striking {
			b.near[victim] = other
		}
	}
}

// callMeeting walks to the button and calls an emergency meeting.
func (b *bot) callMeeting() {
	if b.walk(b.button) {
		b.called = true
		b.send(protocol.OpVote, map[string]bool{"call": true})
	}
}

// repairs decides whether the bot goes to repair: one of two, for the reactor.
func (b *bot) repairs() bool {
	return b.sabotage != "" && slices.Index(b.sim.bots, b)%2 == 0
}

// repair walks to the nearest panel of the system and repairs it.
func (b *bot) repair() {
	var nearest place
	found := false
	for _, panel := range b.panels {
		at := place{float64(panel.GetX()), float64(panel.GetZ())}
		if panel.GetSystem() == b.sabotage && (!found || b.here().to(at) < b.here().to(nearest)) {
			nearest, found = at, true
		}
	}
	if found && b.walk(nearest) {
		b.tried = b.sabotage
		b.send(protocol.OpRepair, map[string]string{"system": b.sabotage})
	}
}

// doTasks walks to the next task and does it.
func (b *bot) doTasks() {
	next := slices.IndexFunc(b.tasks, func(t *protocol.OwnTask) bool { return !t.GetDone() })
	if next < 0 {
		return
	}
	t := b.tasks[next]
	if !b.walk(place{float64(t.GetX()), float64(t.GetZ())}) {
		b.wait = taskTicks
		return
	}
	if b.wait--; b.wait <= 0 {
		b.wait = taskTicks
		t.Done = true
		b.send(protocol.OpTask, map[string]string{"task": t.GetId()})
		b.sim.detail("%s does the task %s", b.name, t.GetId())
	}
}

// walk goes towards a place, around walls, and reports whether it is in reach.
func (b *bot) walk(to place) bool {
	from := b.here()
	switch {
	case from.to(to) > reach:
		b.walking = true
		next := b.sim.wayTo(from, to)
		distance := from.to(next)
		speed := min(1, distance/b.step) // not past a corner
		b.send(protocol.OpMove, map[string]float64{"dx": speed * (next.x - from.x) / distance, "dz": speed * (next.z - from.z) / distance})
		return false
	case b.walking:
		b.walking = false
		b.send(protocol.OpMove, struct{}{})
	}
	return true
}

// nearest is the living player nearest to a place, without the bot's mates and
// the players given; "" if there is none.
func (b *bot) nearest(at place, without ...string) string {
	found := ""
	for _, id := range b.index {
		if !b.alive[id] || b.mates[id] || slices.Contains(without, id) {
			continue
		}
		gap, best := at.to(b.at[id]), at.to(b.at[found])
		if found == "" || gap < best || gap == best && id < found {
			found = id
		}
	}
	return found
}
