package game

// sabotage is the one that is not repaired; its zero value is none.
type sabotage struct {
	system string
	until  int // reactor: the tick in which it is lost
}

func (g *Game) sabotageSystem(p *player, system string) refusal {
	run := g.run
	switch {
	case g.mode != SabotageMode:
		return refuse(CodeWrongMode, "no sabotage in this mode")
	case !p.alive:
		return isDead()
	case p.role != Imposter:
		return refuse(CodeNotImposter, "only imposters sabotage")
	case system != Lights && system != Reactor && system != Comms || !g.board.hasPanel(system):
		return refuse(CodeBadValue, "no such system")
	case run.sabotage.system != "":
		return refuse(CodeSabotageActive, "one sabotage at a time")
	case g.tick < run.calmUntil:
		return refuse(CodeCooldown, "not yet")
	}
	run.sabotage = sabotage{system: system}
	if system == Reactor {
		run.sabotage.until = g.tick + g.rules.reactor
	}
	g.sight.stir(everyone) // lights change what is in sight
	g.tell(g.here(), SabotageChanged{System: system, Active: true, Remaining: g.remaining(run.sabotage.until)})
	return refusal{}
}

func (g *Game) repair(p *player, system string) refusal {
	switch {
	case g.mode != SabotageMode:
		return refuse(CodeWrongMode, "no sabotage in this mode")
	case !p.alive:
		return isDead()
	case p.vent >= 0:
		return inVent()
	case system != Lights && system != Reactor && system != Comms:
		return refuse(CodeBadValue, "no such system")
	case g.run.sabotage.system != system:
		return refuse(CodeNotSabotaged, "it works")
	case !g.atPanel(p, system):
		return tooFar()
	}
	g.restore()
	return refusal{}
}

func (g *Game) atPanel(p *player, system string) bool {
	for i := range g.board.Panels {
		panel := &g.board.Panels[i]
		if panel.System == system && near(p.pos, panel.At, g.settings.TaskDistance) {
			return true
		}
	}
	return false
}

// restore ends the sabotage there is.
func (g *Game) restore() {
	system := g.run.sabotage.system
	g.run.sabotage = sabotage{}
	g.run.calmUntil = g.tick + g.rules.sabotageCooldown
	g.sight.stir(everyone)
	g.tell(g.here(), SabotageChanged{System: system})
	if system == Comms {
		g.tellProgress()
	}
}
