package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// receive handles everything that the server has sent since the last call. It
// reads refusals first, so that a bot does not claim a kill that was refused.
func (b *bot) receive() {
	received := b.session.Received()
	b.session.Clear()
	for _, m := range received {
		if m.Kind == nakamatest.KindMatchData && m.Op == protocol.OpRejected {
			b.receiveRefusal(m.Data)
		}
	}
	for _, m := range received {
		switch m.Kind {
		case nakamatest.KindMatchData:
			b.receiveMatchData(m)
		case nakamatest.KindChannel:
			b.receiveChat(m)
		}
	}
}

func (b *bot) receiveMatchData(m nakamatest.Message) {
	switch m.Op {
	case protocol.OpPosition:
		if at, ok := decode[protocol.Position](b, m.Data); ok {
			// Without a sender it is where the server has this player.
			b.at[cmp.Or(m.Sender, b.id())] = place{float64(at.GetX()), float64(at.GetZ())}
		}
	case protocol.OpSnapshot:
		if snapshot, ok := decode[protocol.Snapshot](b, m.Data); ok {
			for _, at := range snapshot.GetPositions() {
				b.at[b.index[at.GetIndex()]] = place{float64(at.GetX()), float64(at.GetZ())}
			}
		}
	case protocol.OpState:
		if state, ok := decode[protocol.State](b, m.Data); ok {
			b.phase, b.panels = state.GetPhase(), state.GetPanels()
			b.step = float64(state.GetSettings().GetMaxSpeed()) / ticksPerSecond
			b.button = place{float64(state.GetButton().GetX()), float64(state.GetButton().GetZ())}
			b.updatePlayers(state.GetPlayers())
		}
	case protocol.OpPlayers:
		if change, ok := decode[protocol.Players](b, m.Data); ok {
			b.updatePlayers(change.GetPlayers())
		}
	default:
		b.receiveEvent(m)
	}
}

// receiveEvent handles the messages about the course of the game.
func (b *bot) receiveEvent(m nakamatest.Message) {
	switch m.Op {
	case protocol.OpRole:
		if role, ok := decode[protocol.Role](b, m.Data); ok {
			b.beginGame(role)
		}
	case protocol.OpPhase:
		if phase, ok := decode[protocol.Phase](b, m.Data); ok {
			b.enterPhase(phase)
		}
	case protocol.OpDeath:
		if death, ok := decode[protocol.Death](b, m.Data); ok {
			b.seeDeath(death)
		}
	case protocol.OpSabotaged:
		if change, ok := decode[protocol.Sabotaged](b, m.Data); ok {
			b.seeSabotage(change)
		}
	case protocol.OpTally:
		if tally, ok := decode[protocol.Tally](b, m.Data); ok && b.isHost() {
			b.sim.announceVotes(tally)
		}
	case protocol.OpGameOver:
		if over, ok := decode[protocol.GameOver](b, m.Data); ok && b.isHost() {
			b.sim.announceEnd(over)
		}
	case protocol.OpResults:
		b.results, _ = decode[protocol.Results](b, m.Data)
	}
}

// receiveRefusal forgets what was tried, counts the refusals that are normal, and
// prints the others.
func (b *bot) receiveRefusal(data []byte) {
	refusal, ok := decode[protocol.Rejected](b, data)
	if !ok {
		return
	}
	switch refusal.GetOp() {
	case protocol.OpKill:
		b.target = ""
	case protocol.OpSabotage, protocol.OpRepair:
		b.tried = ""
	}
	b.sim.detail("%s is refused: %s", b.name, data)
	if slices.Contains(raceCodes, refusal.GetCode()) {
		b.sim.refused[refusal.GetCode()]++
		return
	}
	b.sim.event("UNEXPECTED: the server refused op %d of %s: %s", refusal.GetOp(), b.name, data)
}

// decode reads a payload of the server. One that cannot be read is an error of
// the server.
func decode[T any](b *bot, data []byte) (*T, bool) {
	message := new(T)
	if err := json.Unmarshal(data, message); err != nil {
		b.sim.event("UNEXPECTED: %s cannot read %s: %v", b.name, data, err)
		return nil, false
	}
	return message, true
}

// updatePlayers reads a list of players. If one of them turns out to be dead, the
// player last seen near becomes suspect.
func (b *bot) updatePlayers(players []*protocol.Player) {
	for _, other := range players {
		id := other.GetUserId()
		b.index[other.GetIndex()] = id
		if b.alive[id] && !other.GetAlive() && b.near[id] != "" {
			b.suspect(1, b.near[id], "last saw %s with %s", b.sim.nameOf(id), b.sim.nameOf(b.near[id]))
		}
		b.alive[id] = other.GetAlive()
		if other.X != nil {
			b.at[id] = place{float64(other.GetX()), float64(other.GetZ())}
		}
	}
}

func (b *bot) beginGame(role *protocol.Role) {
	b.role = role.GetRole()
	for _, mate := range role.GetImposters() {
		b.mates[mate] = true
	}
	for _, t := range role.GetTasks() {
		b.tasks = append(b.tasks, &protocol.OwnTask{Id: t.GetId(), X: t.GetX(), Y: t.GetY(), Z: t.GetZ()})
	}
	b.beginRound()
}

func (b *bot) enterPhase(phase *protocol.Phase) {
	b.phase, b.phaseTicks, b.walking = phase.GetPhase(), 0, false
	if phase.Body != nil { // who reports a body is not suspect for being near it
		maps.DeleteFunc(b.near, func(_, near string) bool { return near == phase.GetCaller() })
	}
	b.updatePlayers(phase.GetPlayers())
	switch b.phase {
	case "playing":
		b.beginRound()
	case "discussion":
		b.accused, b.voted, b.voteReason, b.accusations = false, false, "did not vote", nil
		if b.isHost() {
			b.sim.announceMeeting(phase)
		}
	}
	if b.isHost() {
		b.sim.detail("phase %s, round %d", b.phase, phase.GetRound())
	}
}

// beginRound clears what was known of the round before.
func (b *bot) beginRound() {
	b.body, b.suspicion, b.wait, b.near = "", suspicion{}, taskTicks, map[string]string{}
	if b.role == imposter {
		b.wait = b.killPause()
	}
}

// seeDeath handles a kill or a body in sight. A victim that the bot had in sight
// before died just now.
func (b *bot) seeDeath(death *protocol.Death) {
	victim, at := death.GetUserId(), place{float64(death.GetX()), float64(death.GetZ())}
	justNow := b.alive[victim] && b.here().to(b.at[victim]) < sureSight && b.at[victim].to(at) < striking
	b.alive[victim], b.at[victim] = false, at
	switch {
	case victim == b.id():
		return
	case b.target == victim:
		b.target = ""
		b.sim.event("%s kills %s near %s.", b.name, b.sim.nameOf(victim), b.sim.placeName(at))
		return
	case b.role == imposter:
		return
	}
	b.body = victim
	switch other := b.nearest(at, b.id()); {
	case other == "":
	case b.at[other].to(at) < striking && justNow:
		b.suspect(3, other, "saw %s kill %s", b.sim.nameOf(other), b.sim.nameOf(victim))
	case b.at[other].to(at) < 2*striking:
		b.suspect(2, other, "saw %s beside the body of %s", b.sim.nameOf(other), b.sim.nameOf(victim))
	}
}

func (b *bot) seeSabotage(change *protocol.Sabotaged) {
	system := change.GetSystem()
	b.sabotage = ""
	if change.GetActive() {
		b.sabotage = system
	}
	if b.tried != system {
		return
	}
	b.tried = ""
	switch {
	case change.GetActive() != (b.role == imposter): // the sabotage of another, repaired by another
	case !change.GetActive():
		b.sim.event("%s repairs the %s.", b.name, system)
	case change.GetRemainingMs() > 0:
		b.sim.event("%s sabotages the %s. The crew has %d seconds to repair it.", b.name, system, change.GetRemainingMs()/1000)
	default:
		b.sim.event("%s sabotages the %s.", b.name, system)
	}
}
