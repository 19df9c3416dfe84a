package game

// phase is one stretch of a match's life.
type phase interface {
	name() Phase
	// ends is the tick in which the phase ends by itself; 0 = it does not.
	endsAt() int
	// begin is called once, by enter, before others are told of the phase.
	begin(g *Game)
	// announce tells that the phase has begun.
	announce(g *Game)
	// moves reports whether players may move.
	allowsMovement() bool
	// act judges what a player asks for, and does it.
	handleAction(g *Game, p *player, a *Action) refusal
	// next is the phase to go on to now, or nil to stay.
	next(g *Game) phase
}

// reminder is a phase that shows how something ended. Its message came once, and
// who was away has missed it.
type outcomePhase interface {
	resendOutcome(g *Game, p *player)
}

// leadsTo is the table of legal transitions.
func (p Phase) leadsTo(next Phase) bool {
	switch p {
	case Lobby:
		return next == Starting
	case Starting:
		return next == Lobby || next == Playing
	case Playing:
		return next == Discussion || next == Finished
	case Discussion:
		return next == Voting || next == Finished
	case Voting:
		return next == Reveal || next == Finished
	case Reveal:
		return next == Playing || next == Finished
	case Finished:
		return next == Lobby
	default:
		return false
	}
}

// enter is the only way from one phase to another.
func (g *Game) enter(next phase) bool {
	if !g.Phase().leadsTo(next.name()) {
		return false
	}
	g.phase = next
	next.begin(g)
	next.announce(g)
	return true
}

// follow goes on to other phases for as long as the present one has ended. A
// phase of no length is entered and left in the same tick.
func (g *Game) advancePhase() {
	for next := g.phase.next(g); next != nil; next = g.phase.next(g) {
		if !g.enter(next) {
			return
		}
	}
}

// over reports whether a phase's time is up.
func (g *Game) phaseTimeUp(ph phase) bool { return g.tick >= ph.endsAt() }

// announcement is op 101 about the present phase, without players.
func (g *Game) phaseEvent() PhaseChanged {
	round := 0
	if g.run != nil {
		round = g.run.round
	}
	return PhaseChanged{Phase: g.Phase(), Remaining: g.remaining(g.phase.endsAt()), Round: round}
}

// announceAll tells everyone of the present phase, with what each may know of
// the players.
func (g *Game) announceWithPlayers(event PhaseChanged) {
	g.emitWithPlayers(g.connectedAudience(), func(players []PlayerView) Body {
		event.Players = players
		return event
	})
}
