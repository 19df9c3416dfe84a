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
	to := g.board.vent(id)
	switch {
	case to < 0:
		return refuse(CodeBadTarget, "no such vent")
	case p.vent < 0 && !near(p.pos, g.board.Vents[to].At, g.settings.TaskDistance):
		return tooFar()
	case p.vent >= 0 && !slices.Contains(g.board.Vents[p.vent].Links, id):
		return refuse(CodeOutOfRange, "the vents are not connected")
	}
	if p.vent < 0 {
		p.ventedAt = p.pos
	}
	p.vent, p.pos = to, g.board.Vents[to].At
	p.stand()
	g.sight.stir(p.bit)
	g.tell(p.bit, Corrected{At: p.pos})
	return refusal{}
}

func (g *Game) leaveVent(p *player) refusal {
	if p.vent < 0 {
		return refuse(CodeBadTarget, "you are in no vent")
	}
	g.surface(p)
	return refusal{}
}

// surface takes a player out of a vent, to where it ends.
func (g *Game) surface(p *player) {
	p.vent = -1
	if p.pos != p.ventedAt {
		g.sight.moved |= p.bit
	}
	g.sight.stir(p.bit)
}
