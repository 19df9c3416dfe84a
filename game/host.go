package game

// Host is who may start the game and change its settings; "" = nobody is here.
func (g *Game) Host() PlayerID {
	if g.host == nil {
		return ""
	}
	return g.host.id
}

// heir is the first to have joined who is here.
func (g *Game) nextHost() *player {
	for _, p := range g.players {
		if p.connected {
			return p
		}
	}
	return nil
}

// gone tells that a player is not here any more, and hands on the host's part
// if it was theirs.
func (g *Game) announceLeave(p *player, change PlayersChange) {
	wasHost := g.host == p
	if wasHost {
		g.host = g.nextHost()
	}
	g.emitPlayersChanged(change, p, g.connectedAudience())
	if wasHost && g.host != nil {
		g.emitPlayersChanged(HostChanged, g.host, g.connectedAudience())
	}
}
