package game

// Host returns the player who may start the game, change settings and kick;
// "" = nobody is connected.
func (g *Game) Host() PlayerID {
	if g.host == nil {
		return ""
	}
	return g.host.id
}

// nextHost returns the connected player who joined first, or nil.
func (g *Game) nextHost() *player {
	for _, p := range g.players {
		if p.connected {
			return p
		}
	}
	return nil
}
