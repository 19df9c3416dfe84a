package bots

import (
	"math/bits"

	"sagishi/game"
)

// How bots judge each other. The numbers are chosen so that neither side wins
// most games.
const (
	nearBody  = 1.0  // for standing near a body when it came into sight
	witnessed = 4.0  // for killing before one's eyes
	sure      = 4.0  // enough to call a meeting
	convinced = 3.2  // enough to vote for someone when a mistake would cost the game
	hunch     = 1.0  // enough to vote for someone when it would not
	worthy    = 1.35 // enough to be said
	lastWith  = 2.0  // for having been the last seen with a victim
	trust     = 0.25 // what another's word counts, against one's own eyes
	guess     = 0.5  // the most that a mere feeling amounts to
	fades     = 0.75 // what is left of it from one meeting to the next
)

// suspectNear suspects whoever stands near a body that has come into sight,
// the more the nearer.
func (b *bot) suspectNear(body game.Vec) {
	for i := range b.others {
		o := &b.others[i]
		if !b.inView(o) {
			continue
		}
		if d := far(o.at, body) / game.Milli; d < 12 {
			o.suspicion += nearBody * (12 - d) / 12
		}
	}
}

// witness is sure of the nearest one to a player who died before its eyes.
func (b *bot) witness(body game.Vec) {
	var killer *other
	for i := range b.others {
		o := &b.others[i]
		if b.inView(o) && o.at != body && (killer == nil || far(o.at, body) < far(killer.at, body)) {
			killer = o
		}
	}
	if killer != nil {
		killer.suspicion += witnessed
	}
}

// remember keeps who was near whom, by the bot's own eyes.
func (b *bot) remember() {
	for i := range b.others {
		o := &b.others[i]
		if !b.inView(o) {
			continue
		}
		o.company = 0
		for j := range b.others {
			if p := &b.others[j]; i != j && b.inView(p) && far(o.at, p.at) < 10*game.Milli {
				o.company |= game.Only(j)
			}
		}
	}
}

// suspectCompany suspects those who were last seen with one who is dead.
func (b *bot) suspectCompany(victim *other) {
	n := bits.OnesCount16(uint16(victim.company))
	for j := range b.others {
		if victim.company.Has(j) {
			b.others[j].suspicion += lastWith / float64(n)
		}
	}
	victim.company = 0
}

// suspectCaller clears the one who reported a body, somewhat.
func (b *bot) suspectCaller(e game.PhaseChanged) {
	for i := range b.others {
		o := &b.others[i]
		if o.id == e.Caller && e.Victim != "" {
			o.suspicion -= 0.5
		}
		o.suspicion += b.rng.Float64() * guess
	}
}

// learn takes in how a vote ended.
func (b *bot) learn(e game.Tallied) {
	for i := range b.others {
		o := &b.others[i]
		o.suspicion *= fades
		if o.id == e.Ejected && e.Ejected != "" {
			o.alive = false
		}
	}
	if e.Role == "" {
		return
	}
	if e.Role == game.Imposter {
		b.imposters--
	}
	for _, line := range e.Votes { // who voted for an imposter is likely none
		for _, voter := range line.Voters {
			b.judge(voter, line.Target == e.Ejected, e.Role)
		}
	}
}

func (b *bot) judge(voter game.PlayerID, forEjected bool, role game.Role) {
	for i := range b.others {
		o := &b.others[i]
		switch {
		case o.id != voter:
		case forEjected && role == game.Imposter:
			o.suspicion -= 1
		case forEjected:
			o.suspicion += 0.5
		case role == game.Imposter:
			o.suspicion += 0.5
		}
	}
}

// suspect is the seat that the bot would vote for, and how sure it is. An
// imposter spares its mates.
func (b *bot) suspect(said *claims) (seat int, doubt float64) {
	seat = -1
	for i := range b.others {
		o := &b.others[i]
		if o.id == "" || !o.alive || b.isMate(o.id) {
			continue
		}
		d := o.suspicion
		if said != nil {
			d += trust * said.against[i]
		}
		if seat < 0 || d > doubt {
			seat, doubt = i, d
		}
	}
	return seat, doubt
}

// accuse says whom the bot suspects, once a meeting.
func (b *bot) accuse(said *claims) {
	if b.acted || !b.alive || b.now < b.phaseAt+b.rate {
		return
	}
	b.acted = true
	seat, doubt := b.suspect(said)
	if seat < 0 {
		return
	}
	if b.role == game.Imposter {
		doubt = max(doubt, 1+b.rng.Float64())
	}
	if doubt > worthy {
		said.against[seat] += min(doubt, sure)
	}
}

// vote votes for the one the bot suspects, or skips.
func (b *bot) vote(in []game.Input, said *claims) []game.Input {
	if b.acted || !b.alive || b.now < b.voteAt {
		return in
	}
	b.acted = true
	seat, doubt := b.suspect(said)
	if seat < 0 || doubt < b.enough() {
		return b.ask(in, game.Action{Kind: game.CallOrVote, Op: opVote, Skip: true})
	}
	return b.ask(in, game.Action{Kind: game.CallOrVote, Op: opVote, Target: string(b.others[seat].id)})
}
