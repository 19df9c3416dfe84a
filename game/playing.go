package game

// playing is a round: players walk, do tasks, kill. It is entered after the
// countdown and after each meeting, and ends with a meeting or a winner. If
// nobody acts it lasts.
type playing struct{ meeting *discussion }

func (*playing) name() Phase { return Playing }
func (*playing) ends() int   { return 0 }
func (*playing) moves() bool { return true }

func (*playing) begin(g *Game) {
	first := g.run == nil
	if first {
		g.deal()
	}
	g.run.round++
	g.run.buttonAt = g.tick + g.rules.emergencyCooldown
	g.gather()
}

func (*playing) announce(g *Game) {
	g.announceAll(g.announcement())
	if g.run.round == 1 {
		g.tellRoles()
		g.tellProgress()
	}
}

func (ph *playing) act(g *Game, p *player, a *Action) refusal {
	g.refreshSight() // who walked up to a body in this tick sees it
	switch a.Kind {
	case Kill:
		return g.kill(p, PlayerID(a.Target))
	case Report:
		r := g.report(p, PlayerID(a.Target))
		if r.code == "" {
			ph.meeting = &discussion{caller: p.id, victim: PlayerID(a.Target)}
		}
		return r
	case CallOrVote:
		return ph.call(g, p, a)
	case DoTask:
		return g.doTask(p, a.Target)
	case Sabotage:
		return g.sabotageSystem(p, a.Target)
	case Repair:
		return g.repair(p, a.Target)
	case Vent:
		return g.useVent(p, a.Target)
	default:
		return wrongPhase()
	}
}

func (ph *playing) call(g *Game, p *player, a *Action) refusal {
	if a.Skip || a.Target != "" {
		return wrongPhase()
	}
	r := g.callMeeting(p)
	if r.code == "" {
		ph.meeting = &discussion{caller: p.id}
	}
	return r
}

func (ph *playing) next(g *Game) phase {
	if end := g.decide(); end != nil {
		return end
	}
	if ph.meeting != nil {
		return ph.meeting
	}
	return nil
}
