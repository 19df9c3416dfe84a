package main

import (
	"slices"

	"sagishi/protocol"
)

const (
	imposter  = "imposter"
	killPause = 251 // ticks of the kill's cooldown, and one
	taskPause = 32  // ticks at a task, and two
	reach     = 1.6 // units, less than any distance that the rules ask for
	striking  = 3.0 // units at which one could have killed the other
	patience  = 450 // ticks of a round after which a meeting is called
)

// act does what this player wants to do now.
func (p *player) act() {
	if p.phase == "playing" {
		p.rounds++
		p.watch()
	}
	switch {
	case p.phase == "voting" && p.lives() && !p.voted:
		p.vote()
	case p.phase == "playing" && p.role == imposter && p.lives():
		p.hunt()
	case p.phase == "playing" && p.body != "" && p.lives():
		p.report()
	case p.phase == "playing" && p.lives() && p.rounds > patience && !p.called:
		p.callMeeting()
	case p.phase == "playing":
		p.work()
	}
}

func (p *player) lives() bool { return p.alive[p.session.UserID] }

func (p *player) here() place { return p.at[p.session.UserID] }

// vote names whom this player suspects. What one saw is said in the meeting,
// and most believe it.
func (p *player) vote() {
	p.voted = true
	target := p.suspect
	for _, other := range p.s.bots {
		if target == "" && other.suspect != "" && other.role != imposter && p.s.chance.IntN(4) > 0 {
			target = other.suspect
		}
	}
	if p.role == imposter && (target == p.session.UserID || p.mates[target]) {
		target = ""
	}
	if target == "" || target == p.session.UserID || !p.alive[target] {
		p.send(protocol.OpVote, map[string]bool{"skip": true})
		return
	}
	p.send(protocol.OpVote, map[string]string{"target": target})
}

// hunt walks to the nearest player who is no mate, and kills.
func (p *player) hunt() {
	p.ready--
	target := p.nearest(p.here(), p.session.UserID)
	if target == "" {
		return
	}
	if p.walk(p.at[target]) && p.ready <= 0 {
		p.ready = killPause
		p.send(protocol.OpKill, map[string]string{"target": target})
	}
}

// report walks to the body and reports it.
func (p *player) report() {
	if p.walk(p.at[p.body]) {
		p.send(protocol.OpReport, map[string]string{"body": p.body})
		p.body = ""
	}
}

// watch remembers who comes close to whom.
func (p *player) watch() {
	for victim, at := range p.at {
		if other := p.nearest(at, victim, p.session.UserID); p.alive[victim] && other != "" && at.to(p.at[other]) < striking {
			p.near[victim] = other
		}
	}
}

// callMeeting walks to the button, at the middle of the map, and calls.
func (p *player) callMeeting() {
	if p.walk(place{}) {
		p.called = true
		p.send(protocol.OpVote, map[string]bool{"call": true})
	}
}

// work walks to the next task and does it.
func (p *player) work() {
	next := slices.IndexFunc(p.tasks, func(t *protocol.OwnTask) bool { return !t.GetDone() })
	if next < 0 || p.role == imposter {
		return
	}
	t := p.tasks[next]
	if !p.walk(place{float64(t.GetX()), float64(t.GetZ())}) {
		p.ready = taskPause
		return
	}
	if p.ready--; p.ready <= 0 {
		p.ready = taskPause
		t.Done = true
		p.send(protocol.OpTask, map[string]string{"task": t.GetId()})
	}
}

// walk goes towards a place, and reports whether it is in reach.
func (p *player) walk(to place) bool {
	from := p.here()
	distance := from.to(to)
	switch {
	case distance > reach:
		p.walking = true
		p.send(protocol.OpMove, map[string]float64{"dx": (to.x - from.x) / distance, "dz": (to.z - from.z) / distance})
		return false
	case p.walking:
		p.walking = false
		p.send(protocol.OpMove, struct{}{})
	}
	return true
}

// nearest is the living player nearest to a place who is neither a mate nor
// one of the others.
func (p *player) nearest(at place, others ...string) string {
	found := ""
	for _, id := range p.index {
		if !p.alive[id] || p.mates[id] || slices.Contains(others, id) {
			continue
		}
		if found == "" || at.to(p.at[id]) < at.to(p.at[found]) || at.to(p.at[id]) == at.to(p.at[found]) && id < found {
			found = id
		}
	}
	return found
}
