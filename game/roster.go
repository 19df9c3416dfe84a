package game

import "slices"

// JoinError says why a player may not join. Text is short and stable.
type JoinError struct{ Text string }

// Error is the text.
func (r *JoinError) Error() string { return r.Text }

// reservation keeps a seat for a player.
type reservation struct {
	id    PlayerID
	until int
}

// Reserve keeps seats for players for a number of ticks, so that strangers do
// not take them.
func (g *Game) Reserve(ids []PlayerID, ticks int) {
	for _, id := range ids {
		g.reservations = append(g.reservations, reservation{id, g.tick + ticks})
	}
}

// keptForOthers counts the seats that are kept for others.
func (g *Game) reservedForOthers(id PlayerID) int {
	n := 0
	for _, r := range g.reservations {
		if r.id != id && g.tick < r.until && g.byID[r.id] == nil {
			n++
		}
	}
	return n
}

// Count is the number of seats taken: by who is here, and by who may come back.
func (g *Game) Count() int {
	n := 0
	for _, p := range g.players {
		if p.occupiesSeat() {
			n++
		}
	}
	return n
}

// connected is how many are here.
func (g *Game) connectedCount() int {
	n := 0
	for _, p := range g.players {
		if p.connected {
			n++
		}
	}
	return n
}

// Open reports whether a stranger may join: in the lobby, while there is a
// seat that is not kept for another.
func (g *Game) Open() bool {
	return g.Phase() == Lobby && !g.shuttingDown() && g.Count()+g.reservedForOthers("") < g.settings.MaxPlayers
}

// CheckJoin says why a player could not join now: a *Refusal, or nil. It changes
// nothing. Coming back to the own seat is allowed in every phase.
func (g *Game) CheckJoin(id PlayerID) error {
	p := g.byID[id]
	switch {
	case g.banned[id]:
		return &JoinError{"you were kicked"}
	case p != nil && p.connected:
		return &JoinError{"you are in this match already"}
	case p != nil && !p.mayNotReturn:
		return nil
	case g.shuttingDown():
		return &JoinError{"server is shutting down"}
	case g.Count()+g.reservedForOthers(id) >= g.settings.MaxPlayers || g.freeSeat() < 0:
		return &JoinError{"match is full"}
	case g.Phase() != Lobby:
		return &JoinError{"match is running"}
	}
	return nil
}

// Join gives a player a seat, or the own seat back. An error is a *Refusal, as
// MayJoin tells it.
func (g *Game) Join(id PlayerID, username string) error {
	if err := g.CheckJoin(id); err != nil {
		return err
	}
	p, change := g.byID[id], Reconnected
	if p == nil {
		p, change = g.addPlayer(id), Joined
	}
	p.connected = true
	if g.run == nil || p.name == "" { // nobody passes for another within a game
		p.name = username
	}
	g.emptySince = g.tick
	if g.host == nil {
		g.host = p
	}
	g.emitPlayersChanged(change, p, g.connectedAudience()&^p.bit)
	g.emitState(p)
	return nil
}

func (g *Game) freeSeat() int {
	for seat, p := range g.seats {
		if p == nil {
			return seat
		}
	}
	return -1
}

// sit gives a newcomer the smallest free seat.
func (g *Game) addPlayer(id PlayerID) *player {
	seat := g.freeSeat()
	p := &player{id: id, seat: seat, bit: Only(seat), alive: true, vent: -1}
	p.pos = g.spawnPoint(seat)
	p.moveBudget, p.messageBudget = g.rules.moveBudgetMax, g.rules.messageBurst
	g.players = append(g.players, p)
	g.seats[seat], g.byID[id] = p, p
	g.reservations = slices.DeleteFunc(g.reservations, func(r reservation) bool { return r.id == id })
	g.visibility.resetSeat(p)
	return p
}

// Leave gives up a player's seat, on purpose. While a game runs the player is
// dead at once.
func (g *Game) Leave(id PlayerID) {
	if p := g.byID[id]; p != nil && !p.mayNotReturn {
		g.removePlayer(p, Left)
	}
}

// Drop marks a player's connection as lost. The seat is kept for a while.
func (g *Game) Drop(id PlayerID) {
	p := g.byID[id]
	if p == nil || !p.connected {
		return
	}
	p.connected = false
	p.reconnectBy = g.tick + g.rules.reconnect
	p.heading, p.stepSize = Vec{}, 0
	g.announceLeave(p, Disconnected)
}

// expel removes a player for good.
func (g *Game) ban(p *player) {
	g.banned[p.id] = true
	g.emit(p.bit, PlayerRemoved{UserID: p.id})
	g.removePlayer(p, Kicked)
}

// part ends a player's time in the match.
func (g *Game) removePlayer(p *player, change PlayersChange) {
	p.connected, p.mayNotReturn = false, true
	g.forfeit(p)
	if g.run == nil {
		g.releaseSeat(p)
	}
	g.announceLeave(p, change)
}

// giveUp makes a player one who left. Everyone knows of it, so there is no
// body.
func (g *Game) forfeit(p *player) {
	p.left = true
	if g.run == nil || g.run.ended {
		return
	}
	if p.alive {
		p.alive, p.bodyPos, p.deathKnown = false, p.shownPos(), everyone
		g.visibility.markDirty(p.bit)
	}
	if v, ok := g.phase.(*voting); ok {
		v.voidVotes(g, p)
	}
}

// vacate frees a seat.
func (g *Game) releaseSeat(p *player) {
	g.players = slices.DeleteFunc(g.players, func(q *player) bool { return q == p })
	g.seats[p.seat] = nil
	delete(g.byID, p.id)
	g.dropQueuedFor(p.bit)
}

// unsay takes back what was queued for one seat alone or among others: it is
// not for the next who sits there.
func (g *Game) dropQueuedFor(to Audience) {
	kept := g.queue[:0]
	for _, e := range g.queue {
		switch e.Body.(type) {
		case PlayerRemoved, StrikeCounted: // for the adapter, by user id
		default:
			e.To &^= to
		}
		if e.To != 0 {
			kept = append(kept, e)
		}
	}
	g.queue = kept
}

// expire gives up the seats whose players were away for too long.
func (g *Game) expireSeats() {
	if g.connectedCount() > 0 {
		g.emptySince = g.tick
	}
	for i := len(g.players) - 1; i >= 0; i-- {
		p := g.players[i]
		if !p.awaitingReconnect() || g.tick < p.reconnectBy {
			continue
		}
		g.forfeit(p)
		if g.run == nil {
			g.releaseSeat(p)
		}
		g.emitPlayersChanged(Left, p, g.connectedAudience())
	}
}
