package game

// decide is the end of the game, if it is decided now; else nil. While nobody
// is here nothing is decided but that the game is abandoned.
func (g *Game) checkEnd() phase {
	if g.aborted() {
		return &finished{reason: Abandoned}
	}
	if g.connectedCount() == 0 {
		return nil
	}
	if winner, reason := g.winner(); winner != "" {
		return &finished{winner: winner, reason: reason}
	}
	return nil
}

// cutShort reports whether the game ends without a winner: the server is going,
// or nobody is here and nobody is waited for.
func (g *Game) aborted() bool {
	return g.shuttingDown() && g.tick >= g.closesAt || g.abandoned()
}

// deserted reports whether nobody is here, and nobody can come back in time.
func (g *Game) abandoned() bool {
	if g.connectedCount() > 0 {
		return false
	}
	for _, p := range g.players {
		if p.awaitingReconnect() {
			return g.emptyTooLong()
		}
	}
	return true
}

// winner is the side that has won, and why.
func (g *Game) winner() (Role, EndReason) {
	crew, imposters := 0, 0
	for _, p := range g.players {
		switch {
		case !p.alive:
		case p.role == Imposter:
			imposters++
		default:
			crew++
		}
	}
	s := &g.run.sabotage
	switch {
	case imposters == 0:
		return Crew, ImpostersGone
	case imposters >= crew: // before the tasks: nobody's leaving finishes them for a crew that is lost
		return Imposter, Parity
	case g.allTasksDone():
		return Crew, TasksDone
	case s.system == Reactor && g.tick >= s.until:
		return Imposter, ReactorLost
	}
	return "", ""
}

// allTasksDone reports whether the crew who are still in the game have done
// all they had to.
func (g *Game) allTasksDone() bool {
	some := false
	for _, p := range g.players {
		if len(p.tasks) == 0 {
			continue
		}
		some = true
		if !p.left && p.tasksDone() < len(p.tasks) {
			return false
		}
	}
	return some
}
