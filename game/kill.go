package game

// killPlayer checks and performs a kill. The order of the checks is part of the
// contract: no answer reveals whether a player out of sight is alive.
func (g *Game) killPlayer(p *player, target PlayerID) refusal {
	if !p.alive {
		return isDead()
	}
	if p.role != Imposter {
		return refuse(CodeNotImposter, "only imposters can kill")
	}
	if p.vent >= 0 {
		return inVent()
	}
	t := g.byID[target]
	switch {
	case t == nil:
		return noSuchPlayer()
	case t.role == Imposter:
		return refuse(CodeBadTarget, "imposters cannot kill each other")
	case g.tick < p.killReadyAt:
		return g.notReady("kill", p.killReadyAt)
	case !g.inKillRange(p, t):
		return refuse(CodeOutOfRange, "too far from that player: kill_distance is "+units(g.settings.KillDistance))
	case !t.alive:
		return refuse(CodeBadTarget, "that player is dead already")
	}
	p.kills++
	p.killReadyAt = g.tick + g.rules.killCooldown
	p.ventReadyAt = g.tick + g.rules.ventAfterKill
	g.dieWithBody(t, p)
	return refusal{}
}

// inKillRange reports whether the target is close enough, as far as the killer
// may know: a dead player whose death the killer has not seen is out of range.
func (g *Game) inKillRange(p, t *player) bool {
	if t.alive {
		return within(p.pos, t.pos, g.settings.KillDistance)
	}
	return !t.looksAlive(p) && within(p.pos, t.bodyPos, g.settings.KillDistance)
}
