package bots

import (
	"math"
	"math/rand/v2"
	"slices"

	"sagishi/game"
)

// bot is one player and what it knows.
type bot struct {
	id       game.PlayerID
	seat     int
	nature   Nature
	board    *game.Map
	settings game.Settings
	rate     int
	rng      *rand.Rand
	steers   bool // walks by direction, not by position
	here     bool
	backAt   int // dropped: when to come back
	now      int

	phase    game.Phase
	phaseAt  int
	host     game.PlayerID
	role     game.Role
	mates    []game.PlayerID
	tasks    []game.TaskView
	at       game.Vec
	alive    bool
	others   [game.MaxSeats]other
	bodies   []game.DeathSeen
	sabotage string
	critical bool
	killAt   int
	quietAt  int // no sabotage by this bot before
	goal     game.Vec
	goalFor  int // until when the goal holds
	working  int // since when it stands at its task
	acted    bool
	voteAt   int
	button   bool // may still call a meeting

	imposters int     // that live, as all can reckon
	progress  float64 // of the crew's tasks, as far as it is shown
}

// other is what a bot knows of another player.
type other struct {
	id        game.PlayerID
	alive     bool
	at        game.Vec
	seenAt    int           // when its position was told
	company   game.Audience // who was near when the bot last saw it
	suspicion float64
}

// hear takes in what the game tells.
func (b *bot) hear(body game.Body) {
	switch e := body.(type) {
	case game.StateTold:
		b.recall(e.View)
	case game.PhaseChanged:
		b.turn(e)
	case game.RoleTold:
		b.role, b.mates, b.tasks = e.Role, e.Imposters, e.Tasks
		b.imposters, b.progress = b.impostersDealt(), 0
		b.killAt, b.quietAt = b.now+b.lieInWait(), b.now+b.layOff()
		b.bodies, b.sabotage, b.button = nil, "", true
		for i := range b.others {
			b.others[i].suspicion = 0
		}
	case game.DeathSeen:
		b.mourn(e)
	case game.SabotageChanged:
		b.sabotage, b.critical = "", false
		if e.Active {
			b.sabotage, b.critical = e.System, e.Remaining > 0
		}
	case game.PlayersChanged:
		b.host = e.Host
		b.list(e.Players)
	case game.Corrected:
		b.at = e.At
	case game.TasksProgressed:
		b.progress = float64(e.Done) / float64(max(1, e.Total))
	case game.Tallied:
		b.learn(e)
	default:
	}
}

// recall takes in a whole state.
func (b *bot) recall(v game.View) {
	b.phase, b.host, b.phaseAt = v.Phase, v.Host, b.now
	if v.Role != "" {
		b.role, b.mates, b.tasks = v.Role, v.Imposters, v.Tasks
	}
	b.sabotage = ""
	for _, s := range v.Sabotages {
		b.sabotage, b.critical = s.System, s.Remaining > 0
	}
	b.list(v.Players)
}

// turn takes in a new phase.
func (b *bot) turn(e game.PhaseChanged) {
	b.phase, b.phaseAt, b.acted, b.goalFor = e.Phase, b.now, false, 0
	b.voteAt = b.now + 1 + b.rng.IntN(10*b.rate)
	b.list(e.Players)
	if e.Phase == game.Discussion {
		b.bodies = nil
		b.suspectCaller(e)
	}
}

// list takes in the players as they are told.
func (b *bot) list(players []game.PlayerView) {
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

// watch takes in the positions that the game sends.
func (b *bot) watch(g *game.Game) {
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
		b.remember()
	}
}

// mourn takes in a death.
func (b *bot) mourn(e game.DeathSeen) {
	if e.Victim == b.id {
		b.alive = false
		return
	}
	for seat := range b.others {
		if o := &b.others[seat]; o.id == e.Victim {
			if b.inView(o) {
				b.witness(e.At)
			}
			o.alive = false
		}
	}
	b.bodies = append(b.bodies, e)
	b.suspectNear(e.At)
}

func (b *bot) isMate(id game.PlayerID) bool { return slices.Contains(b.mates, id) }

// sight is how far the bot sees.
func (b *bot) sight() float64 {
	if b.role == game.Imposter {
		return float64(b.settings.ImposterSight)
	}
	return float64(b.settings.CrewSight)
}

// inView reports whether the other is where the bot can see it now, by its own
// eyes: without fog a bot is told more, and plays as if it were not.
func (b *bot) inView(o *other) bool {
	return o.id != "" && o.alive && o.seenAt >= 0 && far(b.at, o.at) <= b.sight()
}

func far(a, b game.Vec) float64 {
	return math.Hypot(float64(a.X)-float64(b.X), float64(a.Z)-float64(b.Z))
}

func (b *bot) chance(p float64) bool { return b.rng.Float64() < p }
