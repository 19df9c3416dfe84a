package main

import (
	"cmp"
	"encoding/json"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// read takes in everything that the server has sent since the last time.
func (p *player) read() {
	received := p.session.Received()
	p.session.Clear()
	for _, m := range received {
		if m.Kind == nakamatest.KindMatchData {
			p.hear(m)
		}
	}
}

// hear takes in one message of the match.
func (p *player) hear(m nakamatest.Message) {
	switch m.Op {
	case protocol.OpPosition:
		if at, ok := into[protocol.Position](p, m.Data); ok {
			// Without a sender it is where the server has this player.
			p.at[cmp.Or(m.Sender, p.session.UserID)] = place{float64(at.GetX()), float64(at.GetZ())}
		}
	case protocol.OpSnapshot:
		if snapshot, ok := into[protocol.Snapshot](p, m.Data); ok {
			for _, at := range snapshot.GetPositions() {
				p.at[p.index[at.GetIndex()]] = place{float64(at.GetX()), float64(at.GetZ())}
			}
		}
	case protocol.OpState:
		if state, ok := into[protocol.State](p, m.Data); ok {
			p.phase = state.GetPhase()
			p.meet(state.GetPlayers())
		}
	case protocol.OpPlayers:
		if change, ok := into[protocol.Players](p, m.Data); ok {
			p.meet(change.GetPlayers())
		}
	default:
		p.hearGame(m)
	}
}

// hearGame takes in what tells the course of the game.
func (p *player) hearGame(m nakamatest.Message) {
	switch m.Op {
	case protocol.OpRole:
		if role, ok := into[protocol.Role](p, m.Data); ok {
			p.learn(role)
		}
	case protocol.OpPhase:
		if phase, ok := into[protocol.Phase](p, m.Data); ok {
			p.enter(phase)
		}
	case protocol.OpDeath:
		if death, ok := into[protocol.Death](p, m.Data); ok {
			p.witness(death)
		}
	case protocol.OpTally, protocol.OpGameOver:
		p.retell(m)
	case protocol.OpRejected:
		p.s.say("%s is refused: %s", p.name, m.Data)
	case protocol.OpResults:
		p.counted = true
		if r, ok := into[protocol.Results](p, m.Data); ok && r.GetLeaderboard() != "" {
			p.s.say("%s wins and has %d on %s", p.name, r.GetScore(), r.GetLeaderboard())
		}
	}
}

// retell tells the transcript what all can see.
func (p *player) retell(m nakamatest.Message) {
	if !p.hosts() {
		return
	}
	if tally, ok := into[protocol.Tally](p, m.Data); ok && m.Op == protocol.OpTally {
		p.s.say("the vote: %s, %s is ejected (%s)", tally.GetReason(), p.nameOf(orNobody(tally.GetEjected())), orNobody(tally.GetRole()))
	}
	if over, ok := into[protocol.GameOver](p, m.Data); ok && m.Op == protocol.OpGameOver {
		p.s.say("the game is over: %s win by %s", over.GetWinner(), over.GetReason())
	}
}

func orNobody(text string) string {
	if text == "" {
		return "nobody"
	}
	return text
}

// hosts reports whether this player is the host, who speaks for all.
func (p *player) hosts() bool { return p == p.s.bots[0] }

// into decodes a payload. One that cannot be read is a fault of the server's.
func into[T any](p *player, data []byte) (*T, bool) {
	message := new(T)
	if err := json.Unmarshal(data, message); err != nil {
		p.s.say("%s cannot read %s: %v", p.name, data, err)
		return nil, false
	}
	return message, true
}

// meet learns who is there, and where.
func (p *player) meet(players []*protocol.Player) {
	for _, other := range players {
		id := other.GetUserId()
		p.index[other.GetIndex()] = id
		if p.alive[id] && !other.GetAlive() && p.suspect == "" {
			p.suspect = p.near[id]
		}
		p.alive[id] = other.GetAlive()
		if other.X != nil {
			p.at[id] = place{float64(other.GetX()), float64(other.GetZ())}
		}
	}
}

func (p *player) learn(role *protocol.Role) {
	p.role = role.GetRole()
	for _, mate := range role.GetImposters() {
		p.mates[mate] = true
	}
	for _, t := range role.GetTasks() {
		p.tasks = append(p.tasks, &protocol.OwnTask{Id: t.GetId(), X: t.GetX(), Y: t.GetY(), Z: t.GetZ()})
	}
	if p.role == imposter {
		p.s.say("%s is an imposter", p.name)
	}
}

func (p *player) enter(phase *protocol.Phase) {
	p.phase, p.walking, p.voted = phase.GetPhase(), false, false
	p.meet(phase.GetPlayers())
	if p.phase == "playing" {
		p.body, p.suspect, p.rounds, p.ready = "", "", 0, killPause
		if p.role != imposter {
			p.ready = 0
		}
	}
	if !p.hosts() || p.phase != "discussion" {
		return
	}
	switch {
	case phase.Body != nil:
		p.s.say("%s found the body of %s", p.nameOf(phase.GetCaller()), p.nameOf(phase.GetBody()))
	case phase.Caller != nil:
		p.s.say("%s calls a meeting", p.nameOf(phase.GetCaller()))
	}
}

// witness remembers who stood nearest to someone who died.
func (p *player) witness(death *protocol.Death) {
	victim, at := death.GetUserId(), place{float64(death.GetX()), float64(death.GetZ())}
	p.alive[victim] = false
	p.at[victim] = at
	if victim == p.session.UserID {
		p.s.say("%s is killed", p.name)
		return
	}
	p.body, p.suspect = victim, p.nearest(at)
}
