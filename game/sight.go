package game

// everyone is every seat there could be.
const everyone Audience = 1<<MaxSeats - 1

// sight keeps who sees whom, and what is new of it in this Step.
type visibilityState struct {
	moved    Audience           // whose position changed in this Step
	dirty    Audience           // whose surroundings changed since inSight was worked out
	inSight  [MaxSeats]Audience // in fog: who is in whose sight
	lastSent [MaxSeats]Audience // whose position each seat has
	visible  [MaxSeats]Audience
	hidden   [MaxSeats]Audience
}

// masks are the players by what matters to sight.
type playerMasks struct{ taken, living, vented Audience }

func (s *visibilityState) beginStep() { s.moved = 0 }

// stir marks players whose surroundings have changed.
func (s *visibilityState) markDirty(who Audience) { s.dirty |= who }

// forget clears what is left of the one who had a newcomer's seat before.
func (s *visibilityState) resetSeat(p *player) {
	s.lastSent[p.seat] = 0
	for i := range s.lastSent {
		s.lastSent[i] &^= p.bit
	}
}

// Moved is the seats whose position changed in this Step, as others may see.
func (g *Game) Moved() Audience { return g.visibility.moved }

// Visible is whose positions the seat must be sent now: they moved, or came
// into sight. A seat gets its own only while the server walks it.
func (g *Game) Visible(seat int) Audience { return g.visibility.visible[seat] }

// Hidden is who left the seat's sight in this Step. Each is told once. It is
// empty unless the settings say fog: elsewhere, a message that someone is not
// to be seen would tell of vents and deaths.
func (g *Game) Hidden(seat int) Audience { return g.visibility.hidden[seat] }

// At is where others see the seat.
func (g *Game) At(seat int) Vec {
	if p := g.seats[seat]; p != nil {
		return p.shownPos()
	}
	return Vec{}
}

// fog reports whether sight ends somewhere now.
func (g *Game) fog() bool {
	return g.run != nil && !g.run.ended && g.settings.Visibility == SeeFog
}

func (g *Game) playerMasks() playerMasks {
	var m playerMasks
	for _, p := range g.players {
		if !p.occupiesSeat() {
			continue
		}
		m.taken |= p.bit
		if p.alive {
			m.living |= p.bit
		}
		if p.vent >= 0 {
			m.vented |= p.bit
		}
	}
	return m
}

// sees is whose positions a player may know now, the own one aside. Without
// fog, those in a vent are among them: they seem to stand where they were.
func (g *Game) visibleTo(v *player, m playerMasks) Audience {
	out := m.taken
	if v.alive {
		out = m.living
	}
	if g.fog() {
		out &^= m.vented
		if v.alive {
			out &= g.visibility.inSight[v.seat]
		}
	}
	return out &^ v.bit
}

// look works out what each player sees at the end of a Step.
func (g *Game) updateVisibility() {
	g.refreshSight()
	s, m, fog := &g.visibility, g.playerMasks(), g.fog()
	s.visible, s.hidden = [MaxSeats]Audience{}, [MaxSeats]Audience{}
	for _, p := range g.players {
		if !p.connected {
			continue
		}
		now := g.visibleTo(p, m)
		s.visible[p.seat] = s.moved&now | now&^s.lastSent[p.seat]
		if p.steered {
			s.visible[p.seat] |= s.moved & p.bit
		}
		if fog {
			s.hidden[p.seat] = s.lastSent[p.seat] &^ now
		}
		s.lastSent[p.seat] = now
	}
}

// refreshSight brings up to date who has whom in sight, and which bodies, for
// those whose surroundings changed.
func (g *Game) refreshSight() {
	stirred := g.visibility.dirty
	g.visibility.dirty = 0
	if stirred == 0 || g.run == nil || g.run.ended {
		return
	}
	g.discoverBodies(stirred)
	if g.settings.Visibility == SeeFog {
		g.refreshPairs(stirred)
	}
}

func (g *Game) refreshPairs(stirred Audience) {
	var reach [MaxSeats]int64
	for _, p := range g.players {
		reach[p.seat] = g.sightRange2(p)
	}
	for i, p := range g.players {
		for _, q := range g.players[i+1:] {
			if stirred&(p.bit|q.bit) == 0 {
				continue
			}
			gap := distance2(p.pos, q.pos)
			sees, seen := gap <= reach[p.seat], gap <= reach[q.seat]
			if (sees || seen) && g.walls.blockSight(p.pos, q.pos) {
				sees, seen = false, false
			}
			g.visibility.setInSight(p, q, sees)
			g.visibility.setInSight(q, p, seen)
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

// reach2 is the square of how far a player sees.
func (g *Game) sightRange2(p *player) int64 {
	reach := int64(g.settings.CrewSight)
	if p.role == Imposter {
		reach = int64(g.settings.ImposterSight)
	} else if g.run.sabotage.system == Lights {
		reach /= lightsDivisor
	}
	return reach * reach
}

// discover tells the living of the bodies that they have in sight now.
func (g *Game) discoverBodies(stirred Audience) {
	for _, body := range g.run.bodies {
		for _, p := range g.players {
			if !p.alive || body.deathKnown.Has(p.seat) || stirred&(p.bit|body.bit) == 0 {
				continue
			}
			if distance2(p.pos, body.bodyPos) <= g.sightRange2(p) && !g.walls.blockSight(p.pos, body.bodyPos) {
				g.revealDeath(body, p)
			}
		}
	}
}

// tellDeath lets a player know of a death.
func (g *Game) revealDeath(body, to *player) {
	if body.deathKnown.Has(to.seat) {
		return
	}
	body.deathKnown |= to.bit
	if to.connected {
		g.emit(to.bit, DeathSeen{Victim: body.id, At: body.bodyPos})
	}
}
