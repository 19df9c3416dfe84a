package game

import "slices"

// Leave gives up a player's seat on purpose. While a game runs the player is
// dead at once and cannot return.
func (g *Game) Leave(id PlayerID) {
	if p := g.byID[id]; p != nil && !p.mayNotReturn {
		g.removePlayer(p, Left)
	}
}

// Drop marks a player as disconnected. The seat is kept for reconnect_seconds.
func (g *Game) Drop(id PlayerID) {
	p := g.byID[id]
	if p == nil || !p.connected {
		return
	}
	p.connected = false
	p.droppedAt, p.reconnectBy = g.tick, g.tick+g.rules.reconnect
	p.heading, p.headingLength = Vec{}, 0
	g.announceLeave(p, Disconnected)
}

// ban removes a player who may never join this match again.
func (g *Game) ban(p *player, why RemovalReason) {
	g.banned[p.id] = true
	g.emit(p.bit, PlayerRemoved{UserID: p.id, Reason: why})
	g.removePlayer(p, Kicked)
}

func (g *Game) removePlayer(p *player, change PlayersChange) {
	p.connected, p.mayNotReturn = false, true
	g.forfeit(p)
	g.announceLeave(p, change)
}

// forfeit gives up a player's part in the game. Everyone knows of it, so there
// is no body. Without a game the seat becomes free.
func (g *Game) forfeit(p *player) {
	p.left = true
	if g.run == nil {
		g.releaseSeat(p)
		return
	}
	if g.run.ended {
		return
	}
	if p.alive {
		p.leftAlive = !g.shuttingDown()
		g.dieWithoutBody(p)
	}
	if v, ok := g.phase.(*voting); ok {
		v.voidVotes(g, p)
	}
}

func (g *Game) releaseSeat(p *player) {
	g.players = slices.DeleteFunc(g.players, func(q *player) bool { return q == p })
	g.seats[p.seat] = nil
	g.bots &^= p.bit
	delete(g.byID, p.id)
	g.dropQueuedFor(p.bit)
}

// expireSeats ends the wait for players whose time to reconnect is over.
func (g *Game) expireSeats() {
	if g.connectedPersons() != 0 {
		g.lastConnectedAt = g.tick
	}
	for i := len(g.players) - 1; i >= 0; i-- {
		p := g.players[i]
		if p.awaitingReconnect() && g.tick >= p.reconnectBy {
			g.forfeit(p)
			g.emitPlayersChanged(Left, p, g.connectedAudience())
		}
	}
}

// releaseAbsent gives up the seats of players who are not connected as a game
// begins: they do not count as its players.
func (g *Game) releaseAbsent() {
	for i := len(g.players) - 1; i >= 0; i-- {
		if p := g.players[i]; !p.connected {
			g.forfeit(p)
			g.emitPlayersChanged(Left, p, g.connectedAudience())
		}
	}
}

// announceLeave emits that a player left or disconnected, and makes another
// player the host if that player was.
func (g *Game) announceLeave(p *player, change PlayersChange) {
	wasHost := g.host == p
	if wasHost {
		g.host = g.nextHost(nil)
	}
	g.emitPlayersChanged(change, p, g.connectedAudience())
	if wasHost && g.host != nil {
		g.emitPlayersChanged(HostChanged, g.host, g.connectedAudience())
	}
}
