package bots

import "sagishi/game"

// observe updates what the bot knows from one event.
func (b *bot) observe(body game.Body) {
	switch e := body.(type) {
	case game.StateSent:
		b.observeState(e.View)
	case game.PhaseChanged:
		b.observePhase(e)
	case game.RoleAssigned:
		b.observeRole(e)
	case game.DeathSeen:
		b.observeDeath(e)
	case game.SabotageChanged:
		b.sabotage = ""
		if e.Active {
			b.sabotage = e.System
		}
	case game.PlayersChanged:
		b.host = e.Host
		b.observePlayers(e.Players)
	case game.PositionCorrected:
		b.at = e.At
	case game.TasksProgressed:
		b.progress = float64(e.Done) / float64(max(1, e.Total))
	case game.Tallied:
		b.learnFromVotes(e)
	default:
	}
}

func (b *bot) observeState(v game.View) {
	b.phase, b.host, b.phaseBegan = v.Phase, v.Host, b.now
	if v.Role != "" {
		b.role, b.mates, b.tasks = v.Role, v.Imposters, v.Tasks
	}
	b.sabotage = ""
	for _, s := range v.Sabotages {
		b.sabotage = s.System
	}
	b.observePlayers(v.Players)
}

func (b *bot) observePhase(e game.PhaseChanged) {
	b.phase, b.phaseBegan, b.doneForMeeting, b.goalUntil = e.Phase, b.now, false, 0
	b.voteAt = b.now + 1 + b.rng.IntN(10*b.rate)
	b.observePlayers(e.Players)
	if e.Phase == game.Playing { // the kill cooldown starts again
		b.killAt = max(b.killAt, b.now+int(b.settings.KillCooldown.Seconds()*float64(b.rate))+1)
	}
	if e.Phase == game.Discussion {
		b.bodies = nil
		b.suspectAtMeeting(e)
	}
}

// observeRole begins a new game.
func (b *bot) observeRole(e game.RoleAssigned) {
	b.role, b.mates, b.tasks = e.Role, e.Imposters, e.Tasks
	b.impostersAlive, b.progress = b.impostersDealt(), 0
	b.killAt, b.sabotageAt = b.now+b.killDelay(), b.now+b.sabotagePause()
	b.bodies, b.sabotage, b.mayCallMeeting = nil, "", true
	for i := range b.others {
		b.others[i].suspicion = 0
	}
}

// observePlayers reads a list of players. A player whose death shows only now
// was killed out of sight.
func (b *bot) observePlayers(players []game.PlayerView) {
	for _, p := range players {
		if p.UserID == b.id {
			b.at, b.alive = p.At, p.Alive
			continue
		}
		o := &b.others[p.Index]
		if o.id != p.UserID {
			*o = other{id: p.UserID}
		}
		if o.alive && !p.Alive {
			b.suspectCompany(o)
		}
		o.alive = p.Alive
		if p.Seen {
			o.at, o.seenAt = p.At, b.now
		}
	}
}

// observePositions reads the positions that the game sends in this tick.
func (b *bot) observePositions(g *game.Game) {
	visible, hidden := g.Visible(b.seat), g.Hidden(b.seat)
	for seat := range b.others {
		switch {
		case visible.Has(seat) && seat == b.seat:
			b.at = g.At(seat)
		case visible.Has(seat):
			b.others[seat].at, b.others[seat].seenAt = g.At(seat), b.now
		case hidden.Has(seat):
			b.others[seat].seenAt = -1
		}
	}
	if b.now%5 == 0 && b.alive && b.phase == game.Playing {
		b.updateCompany()
	}
}

// observeDeath handles a death that the bot sees, or its own.
func (b *bot) observeDeath(e game.DeathSeen) {
	if e.Victim == b.id {
		b.alive = false
		return
	}
	for seat := range b.others {
		if o := &b.others[seat]; o.id == e.Victim {
			if b.inView(o) {
				b.suspectKiller(e.At)
			}
			o.alive = false
		}
	}
	b.bodies = append(b.bodies, e)
	b.suspectNearBody(e.At)
}
