package game

// visibilityState keeps which positions each seat is sent.
type visibilityState struct {
	moved    Audience           // seats whose position changed in this Step
	reported Audience           // seats whose player sent a position in this Step that was taken
	listing  Audience           // seats that were sent a list of players since the last Step
	listed   Audience           // seats that are sent one by the end of this Step
	dirty    Audience           // seats whose surroundings changed since inSight was computed
	inSight  [MaxSeats]Audience // in fog: the seats in sight of each seat
	lastSent [MaxSeats]Audience // the seats that each seat may still show
	current  [MaxSeats]Audience // the seats whose position each seat has; less than lastSent after a list without them
	visible  [MaxSeats]Audience
	hidden   [MaxSeats]Audience
}

// playerMasks are the seats of players by what matters to visibility.
type playerMasks struct{ taken, living, vented Audience }

// markDirty marks seats whose surroundings have changed.
func (s *visibilityState) markDirty(seats Audience) { s.dirty |= seats }

// resetSeat clears what is known of and by a seat's previous player.
func (s *visibilityState) resetSeat(p *player) {
	s.lastSent[p.seat], s.current[p.seat] = 0, 0
	for i := range s.lastSent {
		s.lastSent[i] &^= p.bit
		s.current[i] &^= p.bit
	}
}

// Moved returns the seats whose position, as others see it, changed in this
// Step.
func (g *Game) Moved() Audience { return g.visibility.moved }

// Visible returns the seats whose positions the seat must be sent now, because
// they moved or came into sight. It contains the seat itself only while the
// server walks its player.
func (g *Game) Visible(seat int) Audience { return g.visibility.visible[seat] }

// Hidden returns the seats that left the seat's sight in this Step. It is empty
// without fog: there, saying that a player is hidden would reveal vents and
// deaths.
func (g *Game) Hidden(seat int) Audience { return g.visibility.hidden[seat] }

// At returns where others see the seat's player; the zero Vec for a free seat.
func (g *Game) At(seat int) Vec {
	if p := g.seats[seat]; p != nil {
		return p.shownPos()
	}
	return Vec{}
}

// fog reports whether sight is limited now.
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

// visibleTo returns the seats whose positions a player may know now, without the
// player's own. Without fog players in a vent are among them: they seem to stand
// where they entered it.
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

// updateVisibility computes, at the end of a Step, which positions each player
// is sent.
func (g *Game) updateVisibility() {
	g.refreshSight()
	s, m, fog := &g.visibility, g.playerMasks(), g.fog()
	s.visible, s.hidden = [MaxSeats]Audience{}, [MaxSeats]Audience{}
	for _, p := range g.players {
		if !p.connected {
			continue
		}
		now := g.visibleTo(p, m)
		s.visible[p.seat] = s.moved&now | now&^s.current[p.seat]
		if p.steered {
			s.visible[p.seat] |= s.moved & p.bit
		}
		if fog {
			s.hidden[p.seat] = s.lastSent[p.seat] &^ now
		}
		s.lastSent[p.seat], s.current[p.seat] = now, now
	}
	for _, p := range g.players {
		if p.alive {
			p.sentPos, p.sentSteered = p.shownPos(), p.steered
		}
	}
	s.listed, s.listing = s.listing, 0
}

// sentInList notes that a seat receives a list of players, with the positions of
// these seats only.
func (s *visibilityState) sentInList(to *player, seen Audience) {
	s.lastSent[to.seat] |= seen
	s.current[to.seat] = seen
	s.listing |= to.bit
}
