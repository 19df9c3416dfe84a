package game

import "slices"

// JoinError says why a player may not join. Text is short and stable.
type JoinError struct{ Text string }

// Error returns the text.
func (r *JoinError) Error() string { return r.Text }

// reservation keeps a seat for a player.
type reservation struct {
	id    PlayerID
	until int
}

// Reserve keeps seats for players for a number of ticks, so that others do not
// take them.
func (g *Game) Reserve(ids []PlayerID, ticks int) {
	for _, id := range ids {
		g.reservations = append(g.reservations, reservation{id, g.tick + ticks})
	}
}

// reservedForOthers counts the seats reserved for players other than this one
// who have not joined yet.
func (g *Game) reservedForOthers(id PlayerID) int {
	n := 0
	for _, r := range g.reservations {
		if r.id != id && g.tick < r.until && g.byID[r.id] == nil {
			n++
		}
	}
	return n
}

// Open reports whether a player without a reservation may join: in the lobby,
// while a seat is neither taken nor reserved.
func (g *Game) Open() bool {
	return g.Phase() == Lobby && !g.beginsNoGame() && g.Count()+g.reservedForOthers("") < g.settings.MaxPlayers
}

// CheckJoin returns why a player could not join now under a username, as a
// *JoinError, or nil. It changes nothing. Players may return to their own seat in
// every phase.
func (g *Game) CheckJoin(id PlayerID, username string) error {
	p := g.byID[id]
	switch {
	case g.banned[id]:
		return &JoinError{"you were kicked"}
	case p != nil && p.connected:
		return &JoinError{"you are in this match already"}
	case p != nil && !p.mayNotReturn:
		return nil
	case g.beginsNoGame():
		return &JoinError{"server is shutting down"}
	case g.Count()+g.reservedForOthers(id) >= g.settings.MaxPlayers || g.freeSeat() < 0:
		return &JoinError{"match is full"}
	case g.Phase() != Lobby:
		return &JoinError{"match is running"}
	case g.NameTaken(id, username):
		return &JoinError{"another player of this match has your username"}
	}
	return nil
}

// NameTaken reports whether another player has the username here: one who took
// the seat before a change of names.
func (g *Game) NameTaken(id PlayerID, username string) bool {
	return slices.ContainsFunc(g.players, func(p *player) bool { return p.id != id && p.name == username && username != "" })
}

// Join gives a player a new seat, or the player's own seat back. A returning
// player keeps the name if the username is "". The error is that of CheckJoin.
func (g *Game) Join(id PlayerID, username string) error {
	if err := g.CheckJoin(id, username); err != nil {
		return err
	}
	p, change := g.byID[id], Reconnected
	if p == nil {
		g.makeRoom()
		p, change = g.addPlayer(id), Joined
	}
	p.connected, p.cameBackIdle = true, change == Reconnected
	if p.name == "" || username != "" && g.run == nil && !g.NameTaken(id, username) { // a name change in a game could pass for another player
		p.name = username
	}
	g.lastConnectedAt = g.tick
	if g.host == nil {
		g.host = p
	}
	g.announceJoin(p, change)
	return nil
}

// announceJoin tells the others of a player, and the player everything.
func (g *Game) announceJoin(p *player, change PlayersChange) {
	g.emitPlayersChanged(change, p, g.connectedAudience()&^p.bit)
	g.emitState(p)
}

func (g *Game) freeSeat() int { return slices.Index(g.seats[:], nil) }

// addPlayer gives a new player the free seat with the lowest index.
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
