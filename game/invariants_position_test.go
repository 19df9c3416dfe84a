package game_test

import "sagishi/game"

// positions checks what is sent of positions, and how far players went.
func (o *invariants) checkPositions(g *game.Game) {
	fog := g.Settings().Visibility == game.SeeFog
	for seat, id := range o.ids {
		if id == "" {
			continue
		}
		o.checkSpeed(g, seat)
		visible, hidden := g.Visible(seat), g.Hidden(seat)
		if hidden != 0 && !fog || visible&hidden != 0 {
			o.fail("%s: visible %b, hidden %b", id, visible, hidden)
		}
		if !o.running() || !o.isAlive(seat) {
			continue
		}
		if leak := visible & o.dead &^ game.Only(seat); leak != 0 {
			o.fail("%s sent positions of the dead %b", id, leak)
		}
		for other := range o.ids {
			sight := o.settings.CrewSight
			if o.roles[seat] == game.Imposter {
				sight = o.settings.ImposterSight
			}
			if fog && visible.Has(other) && other != seat && distance(g.At(seat), g.At(other)) > float64(sight) && !o.inVent(g, seat) {
				o.fail("%s sent the position of %s from out of sight", id, o.ids[other])
			}
		}
	}
}

// inVent is whether the player sees from another place than where others see
// them.
func (o *invariants) inVent(g *game.Game, seat int) bool {
	for _, p := range g.View(o.ids[seat]).Players {
		if p.Index == seat {
			return p.At != g.At(seat)
		}
	}
	return false
}

// walked checks the speed of the crew; imposters also move by vents.
func (o *invariants) checkSpeed(g *game.Game, seat int) {
	if o.phase != game.Playing || o.roundStart == o.tick || o.roles[seat] != game.Crew {
		return
	}
	o.distanceWalked[seat] += distance(o.lastPos[seat], g.At(seat))
	most := float64(o.settings.MaxSpeed) * float64(o.tick-o.roundStart+o.rate) / float64(o.rate)
	if o.distanceWalked[seat] > most+float64(o.tick-o.roundStart)*2 { // a step may be rounded up
		o.fail("%s walked %.0f in %d ticks", o.ids[seat], o.distanceWalked[seat], o.tick-o.roundStart)
	}
}
