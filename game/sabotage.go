package game

// sabotage is the one that is not repaired; its zero value is none.
type sabotage struct {
	system string
	until  int // reactor: the tick in which it is lost
}

func (g *Game) startSabotage(p *player, system string) refusal {
	run := g.run
	switch {
	case g.mode != SabotageMode:
		return refuse(CodeWrongMode, "no sabotage in this mode")
	case !p.alive:
		return isDead()
	case p.role != Imposter:
		return refuse(CodeNotImposter, "only imposters sabotage")
	case system != Lights && system != Reactor && system != Comms || !g.gameMap.hasPanel(system):
		return refuse(CodeBadValue, "no such system")
	case run.sabotage.system != "":
		return refuse(CodeSabotageActive, "one sabotage at a time")
	case g.tick < run.sabotageReadyAt:
		return refuse(CodeCooldown, "not yet")
	}
	run.sabotage = sabotage{system: system}
	if system == Reactor {
		run.sabotage.until = g.tick + g.rules.reactor
	}
	g.visibility.markDirty(everyone) // lights change what is in sight
	g.emit(g.connectedAudience(), SabotageChanged{System: system, Active: true, Remaining: g.remaining(run.sabotage.until)})
	return refusal{}
}

func (g *Game) repairSystem(p *player, system string) refusal {
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
	case !g.nearPanel(p, system):
		return tooFar()
	}
	g.endSabotage()
	return refusal{}
}

func (g *Game) nearPanel(p *player, system string) bool {
	for i := range g.gameMap.Panels {
		panel := &g.gameMap.Panels[i]
		if panel.System == system && within(p.pos, panel.At, g.settings.TaskDistance) {
			return true
		}
	}
	return false
}

// restore ends the sabotage there is.
func (g *Game) endSabotage() {
	system := g.run.sabotage.system
	g.run.sabotage = sabotage{}
	g.run.sabotageReadyAt = g.tick + g.rules.sabotageCooldown
	g.visibility.markDirty(everyone)
	g.emit(g.connectedAudience(), SabotageChanged{System: system})
	if system == Comms {
		g.emitTaskProgress()
	}
}
