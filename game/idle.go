package game

// An idle player does nothing while playing. Time in meetings does not count, but
// two votes in a row that a player does not cast count as idle_seconds. Time without
// a connection does not count either, unless the player came back before and did
// nothing. Otherwise a player who comes back for moments, again and again, would never
// be idle.

const missedVotesLimit = 2

// markActive notes that a player did something: an accepted action, or a step.
func (p *player) markActive() {
	p.idleTicks, p.missedVotes, p.activeInRound, p.cameBackIdle = 0, 0, true, false
}

// mayBeIdle reports whether time in which the player does nothing counts.
func (p *player) mayBeIdle() bool { return p.connected || p.cameBackIdle }

// beginRound begins the round's record of what a player did.
func (p *player) beginRound() { p.roundTicks, p.activeInRound = 0, false }

// endRound notes a round that the player lived through without doing anything.
func (p *player) endRound(r *rules) {
	if p.roundTicks >= r.takePart && !p.activeInRound {
		p.sleptRound = true
	}
}

// tookPart reports whether the player did something in every round, or voted.
func (p *player) tookPart() bool { return !p.sleptRound || p.votesCast > 0 }

// countIdleTime runs once a tick.
func (g *Game) countIdleTime() {
	switch g.Phase() {
	case Lobby:
		g.countIdleHost()
	case Playing:
		g.countIdlePlayers()
	default:
	}
}

// countIdlePlayers warns players who do nothing, and later removes them as
// players who left.
func (g *Game) countIdlePlayers() {
	for _, p := range g.players {
		if !p.alive || isBot(p) {
			continue
		}
		p.roundTicks++ // away or not: nobody takes part by coming for moments
		if !p.mayBeIdle() || g.rules.idle == 0 {
			continue
		}
		p.idleTicks++
		switch p.idleTicks {
		case g.rules.idle:
			g.warnIdle(p)
		case g.rules.idle + g.rules.idleGrace:
			g.emit(p.bit, PlayerRemoved{UserID: p.id, Reason: RemovedIdle})
			g.removePlayer(p, Left)
		}
	}
}

// warnIdle warns a player. For one who is away the time stops here: the state that
// comes with the return has the warning, and then it goes on.
func (g *Game) warnIdle(p *player) {
	if !p.connected {
		p.cameBackIdle = false
		return
	}
	g.emit(p.bit, g.idleWarning(p))
}

// countIdleHost makes the next player the host if the host does nothing while
// enough players wait for the start.
func (g *Game) countIdleHost() {
	host := g.host
	if g.rules.idle == 0 || host == nil {
		return
	}
	if g.connectedCount() < g.settings.MinPlayers || g.connectedPersons() < 2 {
		host.idleTicks = 0
		return
	}
	host.idleTicks++
	if host.idleTicks < g.rules.idle {
		return
	}
	g.host = g.nextHost(host)
	g.host.idleTicks = 0
	g.emitPlayersChanged(HostChanged, g.host, g.connectedAudience())
}

// countMissedVotes treats players who did not vote twice in a row as idle: the next
// round warns them.
func (v *voting) countMissedVotes(g *Game) {
	for _, p := range g.players {
		if !p.alive || !p.mayBeIdle() || isBot(p) || v.announced.Has(p.seat) {
			continue
		}
		p.missedVotes++
		if p.missedVotes >= missedVotesLimit && g.rules.idle > 0 {
			p.idleTicks = max(p.idleTicks, g.rules.idle-1)
		}
	}
}
