package game

// checkEnd returns the finished phase if the game is over, else nil. While no person
// is connected no side can win; the game can only be abandoned.
func (g *Game) checkEnd() phase {
	if g.aborted() {
		return &finished{reason: Abandoned}
	}
	if g.connectedPersons() == 0 {
		return nil
	}
	if winner, reason := g.winner(); winner != "" {
		return &finished{winner: winner, reason: reason}
	}
	return nil
}

// aborted reports whether the game ends without a winner: the server shuts down,
// or everyone has abandoned the game.
func (g *Game) aborted() bool {
	return g.shuttingDown() && g.tick >= g.closesAt || g.abandoned()
}

// abandoned reports whether no person is connected and none may return in time.
func (g *Game) abandoned() bool {
	if g.connectedPersons() != 0 {
		return false
	}
	return g.Count() == 0 || g.emptyTooLong()
}

// winner returns the side that has won, and why; "" while neither has.
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
	case imposters >= crew: // before tasks, which may be complete only because a player left
		return Imposter, Parity
	case g.allTasksDone():
		return Crew, TasksDone
	case s.system == Reactor && g.tick >= s.until:
		return Imposter, ReactorLost
	}
	return "", ""
}

// allTasksDone reports whether all tasks of players who have not left are done.
// Without any task, none are.
func (g *Game) allTasksDone() bool {
	hasTasks := false
	for _, p := range g.players {
		if len(p.tasks) == 0 {
			continue
		}
		hasTasks = true
		if !p.left && p.tasksDone() < len(p.tasks) {
			return false
		}
	}
	return hasTasks
}
