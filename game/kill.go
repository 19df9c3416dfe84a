package game

// kill judges a kill. The order of the checks is part of the contract: no
// answer tells whether someone out of sight is alive.
func (g *Game) killPlayer(p *player, target PlayerID) refusal {
	if !p.alive {
		return isDead()
	}
	if p.role != Imposter {
		return refuse(CodeNotImposter, "only imposters kill")
	}
	t := g.byID[target]
	switch {
	case t == nil:
		return refuse(CodeNoSuchPlayer, "no such player")
	case t.role == Imposter:
		return refuse(CodeBadTarget, "imposters spare each other")
	case g.tick < p.killReadyAt:
		return refuse(CodeCooldown, "not yet")
	case p.vent >= 0:
		return inVent()
	case !g.inReach(p, t):
		return tooFar()
	case !t.alive:
		return refuse(CodeBadTarget, "already dead")
	}
	p.kills++
	p.killReadyAt = g.tick + g.rules.killCooldown
	g.leaveBody(t, p)
	return refusal{}
}

// inReach reports whether the target is in reach, as far as the killer may
// know: a death that the killer has not seen is far away.
func (g *Game) inReach(p, t *player) bool {
	if t.alive {
		return within(p.pos, t.pos, g.settings.KillDistance)
	}
	return !t.looksAlive(p) && within(p.pos, t.bodyPos, g.settings.KillDistance)
}

// die leaves a body, and tells who may know of it: the two, the dead, and the
// living who have the place in sight. The dead know of all the dead.
func (g *Game) leaveBody(t, killer *player) {
	t.alive, t.bodyPos, t.deathKnown = false, t.pos, 0
	g.run.bodies = append(g.run.bodies, t)
	g.revealDeath(t, t)
	g.revealDeath(t, killer)
	for _, q := range g.players {
		if q.alive {
			continue
		}
		g.revealDeath(t, q)
		if q.deathKnown != 0 {
			g.revealDeath(q, t)
		}
	}
	g.visibility.markDirty(t.bit)
	g.refreshSight()
}
