package bots

import (
	"time"

	"sagishi/game"
)

// Receive updates what the bot knows from one event for its seat.
func (b *Bot) Receive(body game.Body) {
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
		b.wake()
	case game.PlayersChanged:
		b.host = e.Host
		if e.Settings != nil {
			b.settings = *e.Settings
		}
		b.observePlayers(e.Players)
	case game.PositionCorrected:
		b.at, b.viewStale = e.At, true
	case game.TasksProgressed:
		b.progress = float64(e.Done) / float64(max(1, e.Total))
	case game.Tallied:
		b.learnFromVotes(e)
	default:
	}
}

func (b *Bot) observeState(v game.View) {
	b.phase, b.host, b.phaseBegan, b.settings = v.Phase, v.Host, b.now, v.Settings
	b.heard, b.pace = accusations{}, pace{}
	if v.Role != "" {
		b.role, b.mates, b.tasks = v.Role, v.Imposters, v.Tasks
	}
	b.sabotage = ""
	for _, s := range v.Sabotages {
		b.sabotage = s.System
	}
	b.observePlayers(v.Players)
}

func (b *Bot) observePhase(e game.PhaseChanged) {
	b.phase, b.phaseBegan, b.doneForMeeting, b.goalUntil = e.Phase, b.now, false, 0
	b.voteAt = b.now + 1 + b.Rand.IntN(10*b.TickRate)
	b.speakAt = b.now + b.TickRate
	b.pace = pace{}
	if b.Human {
		b.planMeeting(time.Duration(e.Remaining) * time.Millisecond)
	}
	b.observePlayers(e.Players)
	if e.Phase == game.Playing { // the kill cooldown starts again
		b.killAt = max(b.killAt, b.now+b.ticks(b.settings.KillCooldown)+1)
	}
	if e.Phase == game.Discussion {
		b.bodies, b.heard = nil, accusations{}
		b.suspectAtMeeting(e)
	}
}

// observeRole begins a new game.
func (b *Bot) observeRole(e game.RoleAssigned) {
	b.role, b.mates, b.tasks = e.Role, e.Imposters, e.Tasks
	b.impostersAlive, b.progress = b.impostersDealt(), 0
	b.killAt, b.sabotageAt = b.now+b.killDelay(), b.now+b.sabotagePause()
	b.bodies, b.sabotage, b.mayCallMeeting = nil, "", true
	for i := range b.others {
		b.others[i].suspicion = 0
	}
}

// observePlayers reads a list of all players; nil = nothing changed. A player whose
// death shows only now was killed out of sight.
func (b *Bot) observePlayers(players []game.PlayerView) {
	if players == nil {
		return
	}
	b.viewStale = true
	var taken game.Audience
	for i := range players {
		p := &players[i]
		taken |= game.Only(p.Index)
		if p.UserID == b.ID {
			b.at, b.alive = p.At, p.Alive
			continue
		}
		o := &b.others[p.Index]
		if o.id != p.UserID {
			*o = other{id: p.UserID, name: p.Username}
		}
		if o.alive && !p.Alive {
			b.suspectCompany(o)
		}
		o.alive = p.Alive
		if p.Seen {
			o.at, o.seenAt = p.At, b.now
		}
	}
	for i := range b.others {
		if !taken.Has(i) {
			b.others[i] = other{}
		}
	}
}

// observeDeath handles a death that the bot sees, or its own.
func (b *Bot) observeDeath(e game.DeathSeen) {
	if e.Victim == b.ID {
		b.alive = false
		return
	}
	for seat := range b.others {
		if o := &b.others[seat]; o.id == e.Victim {
			if b.inView(seat) {
				b.suspectKiller(e.At)
			}
			o.alive, b.viewStale = false, true
		}
	}
	b.bodies = append(b.bodies, e)
	b.suspectNearBody(e.At)
	b.wake()
}
