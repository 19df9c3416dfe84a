package game

// everyone is every seat there could be.
const everyone Audience = 1<<MaxSeats - 1

// sight keeps who sees whom, and what is new of it in this Step.
type sight struct {
	moved   Audience           // whose position changed in this Step
	stirred Audience           // whose surroundings changed since inSight was worked out
	inSight [MaxSeats]Audience // in fog: who is in whose sight
	told    [MaxSeats]Audience // whose position each seat has
	visible [MaxSeats]Audience
	hidden  [MaxSeats]Audience
}

// masks are the players by what matters to sight.
type masks struct{ taken, living, vented Audience }

func (s *sight) begin() { s.moved = 0 }

// stir marks players whose surroundings have changed.
func (s *sight) stir(who Audience) { s.stirred |= who }

// forget clears what is left of the one who had a newcomer's seat before.
func (s *sight) forget(p *player) {
	s.told[p.seat] = 0
	for i := range s.told {
		s.told[i] &^= p.bit
	}
}

// Moved is the seats whose position changed in this Step, as others may see.
func (g *Game) Moved() Audience { return g.sight.moved }

// Visible is whose positions the seat must be sent now: they moved, or came
// into sight. A seat gets its own only while the server walks it.
func (g *Game) Visible(seat int) Audience { return g.sight.visible[seat] }

// Hidden is who left the seat's sight in this Step. Each is told once. It is
// empty unless the settings say fog: elsewhere, a message that someone is not
// to be seen would tell of vents and deaths.
func (g *Game) Hidden(seat int) Audience { return g.sight.hidden[seat] }

// At is where others see the seat.
func (g *Game) At(seat int) Vec {
	if p := g.seats[seat]; p != nil {
		return p.seenAt()
	}
	return Vec{}
}

// fog reports whether sight ends somewhere now.
func (g *Game) fog() bool {
	return g.run != nil && !g.run.over && g.settings.Visibility == SeeFog
}

func (g *Game) masks() masks {
	var m masks
	for _, p := range g.players {
		if !p.counts() {
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
func (g *Game) sees(v *player, m masks) Audience {
	out := m.taken
	if v.alive {
		out = m.living
	}
	if g.fog() {
		out &^= m.vented
		if v.alive {
			out &= g.sight.inSight[v.seat]
		}
	}
	return out &^ v.bit
}

// look works out what each player sees at the end of a Step.
func (g *Game) look() {
	g.refreshSight()
	s, m, fog := &g.sight, g.masks(), g.fog()
	s.visible, s.hidden = [MaxSeats]Audience{}, [MaxSeats]Audience{}
	for _, p := range g.players {
		if !p.connected {
			continue
		}
		now := g.sees(p, m)
		s.visible[p.seat] = s.moved&now | now&^s.told[p.seat]
		if p.steered {
			s.visible[p.seat] |= s.moved & p.bit
		}
		if fog {
			s.hidden[p.seat] = s.told[p.seat] &^ now
		}
		s.told[p.seat] = now
	}
}

// refreshSight brings up to date who has whom in sight, and which bodies, for
// those whose surroundings changed.
func (g *Game) refreshSight() {
	stirred := g.sight.stirred
	g.sight.stirred = 0
	if stirred == 0 || g.run == nil || g.run.over {
		return
	}
	g.discover(stirred)
	if g.settings.Visibility == SeeFog {
		g.refreshPairs(stirred)
	}
}

func (g *Game) refreshPairs(stirred Audience) {
	var reach [MaxSeats]int64
	for _, p := range g.players {
		reach[p.seat] = g.reach2(p)
	}
	for i, p := range g.players {
		for _, q := range g.players[i+1:] {
			if stirred&(p.bit|q.bit) == 0 {
				continue
			}
			gap := gap2(p.pos, q.pos)
			sees, seen := gap <= reach[p.seat], gap <= reach[q.seat]
			if (sees || seen) && g.walls.block(p.pos, q.pos) {
				sees, seen = false, false
			}
			g.sight.put(p, q, sees)
			g.sight.put(q, p, seen)
		}
	}
}

func (s *sight) put(viewer, other *player, sees bool) {
	if sees {
		s.inSight[viewer.seat] |= other.bit
	} else {
		s.inSight[viewer.seat] &^= other.bit
	}
}

// reach2 is the square of how far a player sees.
func (g *Game) reach2(p *player) int64 {
	reach := int64(g.settings.CrewSight)
	if p.role == Imposter {
		reach = int64(g.settings.ImposterSight)
	} else if g.run.sabotage.system == Lights {
		reach /= lightsDivisor
	}
	return reach * reach
}

// discover tells the living of the bodies that they have in sight now.
func (g *Game) discover(stirred Audience) {
	for _, body := range g.run.bodies {
		for _, p := range g.players {
			if !p.alive || body.deathKnown.Has(p.seat) || stirred&(p.bit|body.bit) == 0 {
				continue
			}
			if gap2(p.pos, body.diedAt) <= g.reach2(p) && !g.walls.block(p.pos, body.diedAt) {
				g.tellDeath(body, p)
			}
		}
	}
}

// tellDeath lets a player know of a death.
func (g *Game) tellDeath(body, to *player) {
	if body.deathKnown.Has(to.seat) {
		return
	}
	body.deathKnown |= to.bit
	if to.connected {
		g.tell(to.bit, DeathSeen{Victim: body.id, At: body.diedAt})
	}
}
