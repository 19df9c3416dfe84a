package game

// The vote of a seat, if it is not another seat.
const (
	notVoted = -2
	skipVote = -1
)

// voting is the vote. It follows the discussion and ends when every living
// player who may still vote has voted, or by time.
type voting struct {
	end            int
	caller, victim PlayerID
	votes          [MaxSeats]int // by seat: a seat, skipVote or notVoted
	scored         Audience      // the seats whose vote is in their player's score
	announced      Audience      // the seats that everyone knows to have voted
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

func (v *voting) addToView(g *Game, p *player, view *View) {
	view.Caller, view.Victim = v.caller, v.victim
	for _, q := range g.players {
		voted := v.announced.Has(q.seat)
		if q == p { // may vote again after the target left, and the others must not know
			voted = v.votes[p.seat] != notVoted
		}
		if voted {
			view.Voted = append(view.Voted, q.id)
		}
	}
}

func (v *voting) handleAction(g *Game, p *player, a *Action) refusal {
	if a.Kind != CallOrVote || a.Call {
		return g.wrongPhase()
	}
	if !p.alive {
		return isDead()
	}
	if v.votes[p.seat] != notVoted {
		return refuse(CodeAlreadyVoted, "you have voted already: a vote cannot be changed")
	}
	if a.Skip == (a.Target != "") {
		return refuse(CodeBadTarget, "send either a target or skip")
	}
	choice := skipVote
	if !a.Skip {
		t := g.byID[PlayerID(a.Target)]
		if t == nil {
			return noSuchPlayer()
		}
		if !t.alive {
			return refuse(CodeBadTarget, "that player is dead and cannot be ejected")
		}
		choice = t.seat
	}
	v.votes[p.seat] = choice
	v.announceVote(g, p)
	return refusal{}
}

// announceVote emits that a player voted. Only the player learns of a second
// vote: it would reveal to the others that the first one was for a player who
// left.
func (v *voting) announceVote(g *Game, p *player) {
	to := g.connectedAudience()
	if v.announced.Has(p.seat) {
		to = p.bit
	}
	v.announced |= p.bit
	g.emit(to, Voted{By: p.id})
}

// voidVotes removes the vote of a player who left, and lets those who voted for
// that player vote again. Votes for an imposter count as correct first: leaving
// must not take that from the crew.
func (v *voting) voidVotes(g *Game, p *player) {
	v.votes[p.seat] = notVoted
	v.announced &^= p.bit
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

// scoreVote adds a player's vote, and whether it was correct, to the player's
// score, at most once a meeting.
func (v *voting) scoreVote(g *Game, p *player) {
	choice := v.votes[p.seat]
	if choice == notVoted || v.scored.Has(p.seat) {
		return
	}
	v.scored |= p.bit
	p.votesCast++
	if choice < 0 {
		return
	}
	if t := g.seats[choice]; p.role == Crew && t.role == Imposter && !p.correctFor.Has(t.seat) {
		p.correctFor |= t.bit // further votes for the same imposter do not count
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
		v.scoreAllVotes(g) // a player who left decided the game: the votes still count
		return end
	}
	if g.phaseTimeUp(v) || v.everyoneVoted(g) {
		v.scoreAllVotes(g)
		v.countMissedVotes(g)
		return &reveal{votes: v.votes}
	}
	return nil
}

// everyoneVoted reports whether every living player has voted, except those who
// have been disconnected for voteWait.
func (v *voting) everyoneVoted(g *Game) bool {
	for _, p := range g.players {
		if !p.alive || v.votes[p.seat] != notVoted {
			continue
		}
		if p.connected || g.tick-p.droppedAt < g.rules.voteWait {
			return false
		}
	}
	return true
}
