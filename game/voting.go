package game

// What a seat has voted, if not for a seat.
const (
	notVoted = -2
	skipVote = -1
)

// voting is the vote. It follows the discussion and ends when every living
// player has voted, or by time: nobody can hold it up for longer.
type voting struct {
	end            int
	caller, victim PlayerID
	votes          [MaxSeats]int // by seat: a seat, skipVote or notVoted
	scored         Audience      // whose vote is counted already
}

func (*voting) name() Phase          { return Voting }
func (v *voting) endsAt() int        { return v.end }
func (*voting) allowsMovement() bool { return false }

func (v *voting) begin(g *Game) {
	v.end = g.tick + g.rules.voting
	for i := range v.votes {
		v.votes[i] = notVoted
	}
}

func (v *voting) announce(g *Game) {
	event := g.phaseEvent()
	event.Caller, event.Victim = v.caller, v.victim
	g.emit(g.connectedAudience(), event)
}

func (v *voting) handleAction(g *Game, p *player, a *Action) refusal {
	if a.Kind != CallOrVote || a.Call {
		return wrongPhase()
	}
	if !p.alive {
		return isDead()
	}
	if v.votes[p.seat] != notVoted {
		return refuse(CodeAlreadyVoted, "one vote a player")
	}
	choice := skipVote
	if a.Skip == (a.Target != "") {
		return refuse(CodeBadTarget, "vote for a player, or skip")
	}
	if !a.Skip {
		t := g.byID[PlayerID(a.Target)]
		if t == nil {
			return refuse(CodeNoSuchPlayer, "no such player")
		}
		if !t.alive {
			return refuse(CodeBadTarget, "the dead cannot be ejected")
		}
		choice = t.seat
	}
	v.votes[p.seat] = choice
	g.emit(g.connectedAudience(), Voted{By: p.id})
	return refusal{}
}

// forget takes back the vote of a player who left, and gives those who voted
// for them their vote back. If they were right, that counts: an imposter who is
// found out must not spoil it by leaving.
func (v *voting) voidVotes(g *Game, p *player) {
	v.votes[p.seat] = notVoted
	for seat, choice := range v.votes {
		if choice != p.seat {
			continue
		}
		if p.role == Imposter {
			v.scoreVote(g, g.seats[seat])
		}
		v.votes[seat] = notVoted
	}
}

// count counts a player's vote, and whether it was right, once a meeting.
func (v *voting) scoreVote(g *Game, p *player) {
	choice := v.votes[p.seat]
	if choice == notVoted || v.scored.Has(p.seat) {
		return
	}
	v.scored |= p.bit
	p.votesCast++
	if choice >= 0 && p.role == Crew && g.seats[choice].role == Imposter {
		p.correctVotes++
	}
}

func (v *voting) scoreAllVotes(g *Game) {
	for _, p := range g.players {
		v.scoreVote(g, p)
	}
}

func (v *voting) next(g *Game) phase {
	if end := g.checkEnd(); end != nil {
		v.scoreAllVotes(g) // a game that is decided by a leaver keeps what was voted
		return end
	}
	if g.phaseTimeUp(v) || v.everyoneVoted(g) {
		v.scoreAllVotes(g)
		return &reveal{votes: v.votes}
	}
	return nil
}

// complete reports whether every living player has voted. One who lost the
// connection may still come back and vote.
func (v *voting) everyoneVoted(g *Game) bool {
	for _, p := range g.players {
		if p.alive && v.votes[p.seat] == notVoted {
			return false
		}
	}
	return true
}
