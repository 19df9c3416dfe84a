package game

// phase is one stage of a match.
type phase interface {
	name() Phase
	// endsAt is the tick in which the phase ends by itself; 0 = it does not.
	endsAt() int
	// begin changes the game's state as the phase starts. Only enter calls it.
	begin(g *Game)
	// announce emits that the phase has begun.
	announce(g *Game)
	// allowsMovement reports whether players may move.
	allowsMovement() bool
	// handleAction checks an action and performs it, or refuses it.
	handleAction(g *Game, p *player, a *Action) refusal
	// next is the phase to enter now, or nil to stay.
	next(g *Game) phase
}

// outcomePhase is a phase that shows how something ended. Its event came once,
// so a player who reconnects needs it again.
type outcomePhase interface {
	resendOutcome(g *Game, p *player)
}

// meetingPhase is a phase of a meeting. Players know of it what events said.
type meetingPhase interface {
	addToView(g *Game, p *player, v *View)
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

// enter changes the phase. It does nothing and returns false if the transition
// is not legal. No other code changes the phase.
func (g *Game) enter(next phase) bool {
	if !g.Phase().leadsTo(next.name()) {
		return false
	}
	g.phase = next
	next.begin(g)
	next.announce(g)
	return true
}

// advancePhase enters the next phase for as long as the current one has ended.
// A phase of zero length is entered and left in the same tick.
func (g *Game) advancePhase() {
	for next := g.phase.next(g); next != nil; next = g.phase.next(g) {
		if !g.enter(next) {
			return
		}
	}
}

func (g *Game) phaseTimeUp(ph phase) bool { return g.tick >= ph.endsAt() }

// phaseEvent returns op 101 for the current phase, without players.
func (g *Game) phaseEvent() PhaseChanged {
	return PhaseChanged{Phase: g.Phase(), Remaining: g.remaining(g.phase.endsAt()), Round: g.round()}
}

// announceWithPlayers emits the phase to everyone connected, with what each may
// know of the players.
func (g *Game) announceWithPlayers(event PhaseChanged) {
	g.emitWithPlayers(g.connectedAudience(), func(players []PlayerView) Body {
		event.Players = players
		return event
	})
}
