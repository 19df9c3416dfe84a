package game

// Shutdown ends the match within a number of ticks: no new game begins. A game
// that is running may still be decided in that time; otherwise it ends as
// abandoned.
func (g *Game) Shutdown(graceTicks int) { g.closesAt = g.tick + max(graceTicks, 1) }

func (g *Game) shuttingDown() bool { return g.closesAt != 0 }

// Done reports whether the match may be closed: it has been empty for some
// time, or no game is running any more and the server is shutting down or has
// been drained for some time.
func (g *Game) Done() bool {
	return g.shuttingDown() && (g.run == nil || g.tick >= g.closesAt) || g.drained() || g.emptyTooLong()
}

func (g *Game) emptyTooLong() bool { return g.tick-g.lastConnectedAt >= g.rules.emptyClose }
