package game

import "slices"

// useVent takes an imposter into a vent, on to a connected one, or out (id
// "").
func (g *Game) useVent(p *player, id string) refusal {
	switch {
	case !p.alive:
		return isDead()
	case p.role != Imposter:
		return refuse(CodeNotImposter, "only imposters use vents")
	case id == "":
		return g.leaveVent(p)
	}
	to := g.gameMap.ventIndex(id)
	switch {
	case to < 0:
		return refuse(CodeBadTarget, "no such vent")
	case p.vent < 0 && !within(p.pos, g.gameMap.Vents[to].At, g.settings.TaskDistance):
		return tooFar()
	case p.vent >= 0 && !slices.Contains(g.gameMap.Vents[p.vent].Links, id):
		return refuse(CodeOutOfRange, "the vents are not connected")
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
		return refuse(CodeBadTarget, "you are in no vent")
	}
	g.exitVent(p)
	return refusal{}
}

// surface takes a player out of a vent, to where it ends.
func (g *Game) exitVent(p *player) {
	p.vent = -1
	if p.pos != p.ventEntry {
		g.visibility.moved |= p.bit
	}
	g.visibility.markDirty(p.bit)
}
