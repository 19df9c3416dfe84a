package game

// HasSeat reports whether a player has a seat: connected, or with time left to
// reconnect. A player who gave up the seat during a game stays in the list of
// players until its end, without a seat.
func (g *Game) HasSeat(id PlayerID) bool {
	p := g.byID[id]
	return p != nil && p.occupiesSeat()
}

// InPlay reports whether a player is alive in a game that runs.
func (g *Game) InPlay(id PlayerID) bool {
	return g.run != nil && !g.run.ended && g.HasSeat(id) && g.byID[id].alive
}
