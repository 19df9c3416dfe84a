package game

import "slices"

// emit queues an event. An event for no one is dropped.
func (g *Game) emit(to Audience, body Body) {
	if to != 0 {
		g.queue = append(g.queue, Event{To: to, Body: body})
	}
}

// dropQueuedFor removes seats from the queued events, so that the next player
// of the seat does not receive them.
func (g *Game) dropQueuedFor(seats Audience) {
	kept := g.queue[:0]
	for _, e := range g.queue {
		switch e.Body.(type) {
		case PlayerRemoved, StrikeCounted: // for the adapter, by user id
		default:
			e.To &^= seats
		}
		if e.To != 0 {
			kept = append(kept, e)
		}
	}
	g.queue = kept
}

// emitState sends a player the whole state, and again the outcome that the
// phase shows and the notices that hold.
func (g *Game) emitState(p *player) {
	view := g.View(p.id)
	g.visibility.sentInList(p, g.visibleTo(p, g.playerMasks()))
	g.emit(p.bit, StateSent{View: view})
	if outcome, ok := g.phase.(outcomePhase); ok {
		outcome.resendOutcome(g, p)
	}
	g.emitNotices(p)
}

// emitWithPlayers emits an event that contains the list of players, for each
// recipient with what that recipient may know. Recipients with equal lists share
// one event.
func (g *Game) emitWithPlayers(to Audience, body func(players []PlayerView) Body) {
	g.refreshSight()
	m := g.playerMasks()
	first := len(g.queue)
	var lists [][]PlayerView
	for _, v := range g.players {
		if !to.Has(v.seat) {
			continue
		}
		g.visibility.sentInList(v, g.visibleTo(v, m))
		list := g.playerViews(v, m)
		same := slices.IndexFunc(lists, func(l []PlayerView) bool { return slices.Equal(l, list) })
		if same >= 0 {
			g.queue[first+same].To |= v.bit
			continue
		}
		lists = append(lists, list)
		g.emit(v.bit, body(list))
	}
}

func (g *Game) emitPlayersChanged(change PlayersChange, p *player, to Audience) {
	g.emitWithPlayers(to, func(players []PlayerView) Body {
		return PlayersChanged{Change: change, UserID: p.id, Host: g.Host(), Players: players}
	})
}
