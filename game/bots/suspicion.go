package bots

import "sagishi/game"

// How much suspicion an observation adds. The numbers were chosen so that
// neither side wins most games.
const (
	nearBody    = 1.0  // stood at a body when it came into view; less with distance
	seenKilling = 4.0  // killed in view of the bot
	lastSeen    = 2.0  // last seen with the victim; divided among all who were
	reported    = -0.5 // reported a body
	mistaken    = 0.5  // voted for one of the crew, or not for an imposter
	correct     = -1.0 // voted for an imposter
	maxGuess    = 0.5  // the most that a random guess adds in a meeting
	decay       = 0.75 // the share of all suspicion that is left after a meeting
)

// nearBodyRange is how far from a body a player is suspected, in units.
const nearBodyRange = 12

// suspectNearBody suspects the players near a body that came into view.
func (b *Bot) suspectNearBody(body game.Vec) {
	for i := range b.others {
		o := &b.others[i]
		if !b.inView(i) {
			continue
		}
		if d := distance(o.at, body) / game.Milli; d < nearBodyRange {
			o.suspicion += nearBody * (nearBodyRange - d) / nearBodyRange
		}
	}
}

// suspectKiller suspects the player nearest to a victim that died in view.
func (b *Bot) suspectKiller(body game.Vec) {
	var killer *other
	for i := range b.others {
		o := &b.others[i]
		if b.inView(i) && o.at != body && (killer == nil || distance(o.at, body) < distance(killer.at, body)) {
			killer = o
		}
	}
	if killer != nil {
		killer.suspicion += seenKilling
	}
}

// updateCompany keeps, for each player in view, the players near it.
func (b *Bot) updateCompany() {
	for i := range b.others {
		o := &b.others[i]
		if !b.inView(i) {
			continue
		}
		o.company = 0
		for j := range b.others {
			if p := &b.others[j]; i != j && b.inView(j) && distance(o.at, p.at) < 10*game.Milli {
				o.company |= game.Only(j)
			}
		}
	}
}

// suspectCompany suspects the players last seen with a victim.
func (b *Bot) suspectCompany(victim *other) {
	n := victim.company.Count()
	for j := range b.others {
		if victim.company.Has(j) {
			b.others[j].suspicion += lastSeen / float64(n)
		}
	}
	victim.company = 0
}

// suspectAtMeeting suspects the reporter of a body less, and adds a guess about
// everyone.
func (b *Bot) suspectAtMeeting(e game.PhaseChanged) {
	for i := range b.others {
		o := &b.others[i]
		if o.id == e.Caller && e.Victim != "" {
			o.suspicion += reported
		}
		o.suspicion += b.Rand.Float64() * maxGuess
	}
}

// learnFromVotes updates suspicion by the outcome of a vote. If the role of the
// ejected is shown, each vote tells something about its voter.
func (b *Bot) learnFromVotes(e game.Tallied) {
	for i := range b.others {
		o := &b.others[i]
		o.suspicion *= decay
		if o.id == e.Ejected && e.Ejected != "" {
			o.alive = false
		}
	}
	if e.Role == "" {
		return
	}
	if e.Role == game.Imposter {
		b.impostersAlive--
	}
	for _, line := range e.Votes {
		for _, voter := range line.Voters {
			b.learnFromVote(voter, line.Target == e.Ejected, e.Role)
		}
	}
}

// learnFromVote updates the suspicion of one voter, given whether the vote was
// for the ejected player and that player's role.
func (b *Bot) learnFromVote(voter game.PlayerID, forEjected bool, role game.Role) {
	for i := range b.others {
		o := &b.others[i]
		switch {
		case o.id != voter:
		case forEjected && role == game.Imposter:
			o.suspicion += correct
		case forEjected || role == game.Imposter:
			o.suspicion += mistaken
		}
	}
}
