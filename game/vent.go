package game

import "slices"

// useVent lets an imposter enter a vent, go on to a linked one, or leave it (id
// "").
func (g *Game) useVent(p *player, id string) refusal {
	switch {
	case !p.alive:
		return isDead()
	case p.role != Imposter:
		return refuse(CodeNotImposter, "only imposters can use vents")
	case id == "":
		return g.leaveVent(p)
	}
	to := g.gameMap.ventIndex(id)
	switch {
	case to < 0:
		return refuse(CodeBadTarget, "this map has no vent with that id")
	case p.vent < 0 && g.tick < p.ventReadyAt:
		return g.notReady("vent", p.ventReadyAt)
	case p.vent < 0 && !within(p.pos, g.gameMap.Vents[to].At, g.settings.TaskDistance):
		return tooFar("vent "+id, p.pos, g.gameMap.Vents[to].At, g.settings.TaskDistance)
	case p.vent >= 0 && !slices.Contains(g.gameMap.Vents[p.vent].Links, id):
		return refuse(CodeOutOfRange, "vent "+g.gameMap.Vents[p.vent].ID+" does not lead to vent "+id)
	}
	if p.vent < 0 {
		p.ventEntry = p.pos
	}
	p.vent, p.pos = to, g.gameMap.Vents[to].At
	p.stopWalking()
	g.visibility.markDirty(p.bit)
	g.emit(p.bit, PositionCorrected{At: p.pos})
	return refusal{}
}

func (g *Game) leaveVent(p *player) refusal {
	if p.vent < 0 {
		return refuse(CodeBadTarget, "you are not in a vent")
	}
	g.exitVent(p)
	return refusal{}
}

// exitVent takes a player out of a vent, at its position.
func (g *Game) exitVent(p *player) {
	p.vent = -1
	if p.pos != p.ventEntry {
		g.visibility.moved |= p.bit
	}
	g.visibility.markDirty(p.bit)
}
