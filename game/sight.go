package game

// refreshSight updates which players and bodies are in sight, for the seats
// marked dirty.
func (g *Game) refreshSight() {
	dirty := g.visibility.dirty
	g.visibility.dirty = 0
	if dirty == 0 || g.run == nil || g.run.ended {
		return
	}
	g.discoverBodies(dirty)
	if g.settings.Visibility == SeeFog {
		g.refreshPairs(dirty)
	}
}

// refreshPairs updates inSight for each pair of players of which one is dirty.
func (g *Game) refreshPairs(dirty Audience) {
	var range2 [MaxSeats]int64
	for _, p := range g.players {
		range2[p.seat] = g.sightRange2(p)
	}
	for i, p := range g.players {
		for _, q := range g.players[i+1:] {
			if dirty&(p.bit|q.bit) == 0 {
				continue
			}
			d2 := distance2(p.pos, q.pos)
			pSeesQ, qSeesP := d2 <= range2[p.seat], d2 <= range2[q.seat]
			if (pSeesQ || qSeesP) && g.walls.blockSight(p.pos, q.pos) {
				pSeesQ, qSeesP = false, false
			}
			g.visibility.setInSight(p, q, pSeesQ)
			g.visibility.setInSight(q, p, qSeesP)
		}
	}
}

func (s *visibilityState) setInSight(viewer, other *player, sees bool) {
	if sees {
		s.inSight[viewer.seat] |= other.bit
	} else {
		s.inSight[viewer.seat] &^= other.bit
	}
}

// sightRange2 returns the square of how far a player sees.
func (g *Game) sightRange2(p *player) int64 {
	length := int64(g.settings.CrewSight)
	if p.role == Imposter {
		length = int64(g.settings.ImposterSight)
	} else if g.run.sabotage.system == Lights {
		length /= lightsDivisor
	}
	return length * length
}
