package game

// sabotage is the active sabotage; its zero value is none.
type sabotage struct {
	system string
	until  int // reactor: the tick in which the imposters win
}

func isSystem(name string) bool { return name == Lights || name == Reactor || name == Comms }

func (g *Game) startSabotage(p *player, system string) refusal {
	run := g.run
	_, hasPanel := g.gameMap.nearestPanel(system, p.pos)
	switch {
	case g.mode != SabotageMode:
		return g.wrongMode()
	case !p.alive:
		return isDead()
	case p.role != Imposter:
		return refuse(CodeNotImposter, "only imposters can sabotage")
	case p.vent >= 0:
		return inVent()
	case !isSystem(system) || !hasPanel:
		return noSuchSystem()
	case run.sabotage.system != "":
		return refuse(CodeSabotageActive, run.sabotage.system+" is sabotaged already: one system at a time")
	case g.tick < run.sabotageReadyAt:
		return g.notReady("sabotage", run.sabotageReadyAt)
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
	panel, _ := g.gameMap.nearestPanel(system, p.pos)
	switch {
	case g.mode != SabotageMode:
		return g.wrongMode()
	case !p.alive:
		return isDead()
	case p.vent >= 0:
		return inVent()
	case !isSystem(system):
		return noSuchSystem()
	case g.run.sabotage.system != system:
		return refuse(CodeNotSabotaged, system+" is not sabotaged")
	case !within(p.pos, panel, g.settings.TaskDistance):
		return tooFar("the "+system+" panel", p.pos, panel, g.settings.TaskDistance)
	}
	g.endSabotage()
	return refusal{}
}

// endSabotage ends the active sabotage.
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
