package game

import "slices"

// Refusal says why a player may not join. Text is short and stable.
type Refusal struct{ Text string } //nolint:errname // a player is refused: no failure

// Error is the text.
func (r *Refusal) Error() string { return r.Text }

// reservation keeps a seat for a player.
type reservation struct {
	id    PlayerID
	until int
}

// Reserve keeps seats for players for a number of ticks, so that strangers do
// not take them.
func (g *Game) Reserve(ids []PlayerID, ticks int) {
	for _, id := range ids {
		g.kept = append(g.kept, reservation{id, g.tick + ticks})
	}
}

// keptForOthers counts the seats that are kept for others.
func (g *Game) keptForOthers(id PlayerID) int {
	n := 0
	for _, r := range g.kept {
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
		if p.counts() {
			n++
		}
	}
	return n
}

// connected is how many are here.
func (g *Game) connected() int {
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
	return g.Phase() == Lobby && !g.closing() && g.Count()+g.keptForOthers("") < g.settings.MaxPlayers
}

// MayJoin says why a player could not join now: a *Refusal, or nil. It changes
// nothing. Coming back to the own seat is allowed in every phase.
func (g *Game) MayJoin(id PlayerID) error {
	p := g.byID[id]
	switch {
	case g.banned[id]:
		return &Refusal{"you were kicked"}
	case p != nil && p.connected:
		return &Refusal{"you are in this match already"}
	case p != nil && !p.quit:
		return nil
	case g.closing():
		return &Refusal{"server is shutting down"}
	case g.Count()+g.keptForOthers(id) >= g.settings.MaxPlayers || g.freeSeat() < 0:
		return &Refusal{"match is full"}
	case g.Phase() != Lobby:
		return &Refusal{"match is running"}
	}
	return nil
}

// Join gives a player a seat, or the own seat back. An error is a *Refusal, as
// MayJoin tells it.
func (g *Game) Join(id PlayerID, username string) error {
	if err := g.MayJoin(id); err != nil {
		return err
	}
	p, change := g.byID[id], Reconnected
	if p == nil {
		p, change = g.sit(id), Joined
	}
	p.connected = true
	if g.run == nil || p.name == "" { // nobody passes for another within a game
		p.name = username
	}
	g.emptySince = g.tick
	if g.host == nil {
		g.host = p
	}
	g.tellChange(change, p, g.here()&^p.bit)
	g.tellState(p)
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
func (g *Game) sit(id PlayerID) *player {
	seat := g.freeSeat()
	p := &player{id: id, seat: seat, bit: Only(seat), alive: true, vent: -1}
	p.pos = g.spawn(seat)
	p.budget, p.messages = g.rules.savings, g.rules.patience
	g.players = append(g.players, p)
	g.seats[seat], g.byID[id] = p, p
	g.kept = slices.DeleteFunc(g.kept, func(r reservation) bool { return r.id == id })
	g.sight.forget(p)
	return p
}

// Leave gives up a player's seat, on purpose. While a game runs the player is
// dead at once.
func (g *Game) Leave(id PlayerID) {
	if p := g.byID[id]; p != nil && !p.quit {
		g.part(p, Left)
	}
}

// Drop marks a player's connection as lost. The seat is kept for a while.
func (g *Game) Drop(id PlayerID) {
	p := g.byID[id]
	if p == nil || !p.connected {
		return
	}
	p.connected = false
	p.heldUntil = g.tick + g.rules.reconnect
	p.dir, p.pace = Vec{}, 0
	g.gone(p, Disconnected)
}

// expel removes a player for good.
func (g *Game) expel(p *player) {
	g.banned[p.id] = true
	g.tell(p.bit, Removed{UserID: p.id})
	g.part(p, Kicked)
}

// part ends a player's time in the match.
func (g *Game) part(p *player, change PlayersChange) {
	p.connected, p.quit = false, true
	g.giveUp(p)
	if g.run == nil {
		g.vacate(p)
	}
	g.gone(p, change)
}

// giveUp makes a player one who left. Everyone knows of it, so there is no
// body.
func (g *Game) giveUp(p *player) {
	p.left = true
	if g.run == nil || g.run.over {
		return
	}
	if p.alive {
		p.alive, p.diedAt, p.deathKnown = false, p.seenAt(), everyone
		g.sight.stir(p.bit)
	}
	if v, ok := g.phase.(*voting); ok {
		v.forget(g, p)
	}
}

// vacate frees a seat.
func (g *Game) vacate(p *player) {
	g.players = slices.DeleteFunc(g.players, func(q *player) bool { return q == p })
	g.seats[p.seat] = nil
	delete(g.byID, p.id)
	g.unsay(p.bit)
}

// unsay takes back what was queued for one seat alone or among others: it is
// not for the next who sits there.
func (g *Game) unsay(to Audience) {
	kept := g.out[:0]
	for _, e := range g.out {
		switch e.Body.(type) {
		case Removed, Struck: // for the adapter, by user id
		default:
			e.To &^= to
		}
		if e.To != 0 {
			kept = append(kept, e)
		}
	}
	g.out = kept
}

// expire gives up the seats whose players were away for too long.
func (g *Game) expire() {
	if g.connected() > 0 {
		g.emptySince = g.tick
	}
	for i := len(g.players) - 1; i >= 0; i-- {
		p := g.players[i]
		if !p.held() || g.tick < p.heldUntil {
			continue
		}
		g.giveUp(p)
		if g.run == nil {
			g.vacate(p)
		}
		g.tellChange(Left, p, g.here())
	}
}
