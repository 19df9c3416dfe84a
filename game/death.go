package game

// dieWithBody kills a player and leaves a body. The victim, the killer and the
// dead know of it at once; the living when they have the body in sight. The dead
// know of every death.
func (g *Game) dieWithBody(t, killer *player) {
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

// dieWithoutBody is the death of a player who left or was ejected: everyone
// knows of it.
func (g *Game) dieWithoutBody(p *player) {
	p.alive, p.bodyPos, p.deathKnown = false, p.shownPos(), everyone
	g.visibility.markDirty(p.bit)
}

// discoverBodies reveals deaths to the living who have the body in sight now.
func (g *Game) discoverBodies(dirty Audience) {
	for _, body := range g.run.bodies {
		for _, p := range g.players {
			if !p.alive || body.deathKnown.Has(p.seat) || dirty&(p.bit|body.bit) == 0 {
				continue
			}
			if distance2(p.pos, body.bodyPos) <= g.sightRange2(p) && !g.walls.blockSight(p.pos, body.bodyPos) {
				g.revealDeath(body, p)
			}
		}
	}
}

func (g *Game) revealDeath(body, to *player) {
	if body.deathKnown.Has(to.seat) {
		return
	}
	body.deathKnown |= to.bit
	if to.connected {
		g.emit(to.bit, DeathSeen{Victim: body.id, At: body.bodyPos})
	}
}

// revealAllDeaths lets everyone know of every death.
func (g *Game) revealAllDeaths() {
	for _, p := range g.players {
		if !p.alive {
			p.deathKnown = everyone
		}
	}
}
