package game

// playing is a round: players walk, do tasks and kill. It is entered after the
// countdown and after each meeting, and ends with a meeting or a winner. If
// nobody acts, it lasts.
type playing struct{ meeting *discussion }

func (*playing) name() Phase          { return Playing }
func (*playing) endsAt() int          { return 0 }
func (*playing) allowsMovement() bool { return true }

func (*playing) begin(g *Game) {
	if g.run == nil {
		g.releaseAbsent()
		g.assignRoles()
	}
	g.run.round++
	g.run.buttonReadyAt = g.tick + g.rules.emergencyCooldown
	for _, p := range g.players {
		p.killReadyAt = g.tick + g.rules.killCooldown
		p.beginRound()
	}
	g.respawnAll()
}

func (*playing) announce(g *Game) {
	g.announceWithPlayers(g.phaseEvent())
	if g.run.round == 1 {
		g.emitRoles()
		g.emitTaskProgress()
	}
}

func (ph *playing) handleAction(g *Game, p *player, a *Action) refusal {
	g.refreshSight() // a player who walked up to a body in this tick sees it
	switch a.Kind {
	case Kill:
		return g.killPlayer(p, PlayerID(a.Target))
	case Report:
		r := g.checkReport(p, PlayerID(a.Target))
		if r.code == "" {
			ph.meeting = &discussion{caller: p.id, victim: PlayerID(a.Target)}
		}
		return r
	case CallOrVote:
		return ph.handleCall(g, p, a)
	case DoTask:
		return g.doTask(p, a.Target)
	case Sabotage:
		return g.startSabotage(p, a.Target)
	case Repair:
		return g.repairSystem(p, a.Target)
	case Vent:
		return g.useVent(p, a.Target)
	default:
		return g.wrongPhase()
	}
}

func (ph *playing) handleCall(g *Game, p *player, a *Action) refusal {
	if a.Skip || a.Target != "" { // a vote
		return g.wrongPhase()
	}
	r := g.callMeeting(p)
	if r.code == "" {
		ph.meeting = &discussion{caller: p.id}
	}
	return r
}

func (ph *playing) next(g *Game) phase {
	if end := g.checkEnd(); end != nil {
		return end
	}
	if ph.meeting != nil {
		return ph.meeting
	}
	return nil
}
