package game_test

import (
	"slices"

	"sagishi/game"
)

// checkPositions checks which positions are sent, and how far players walked.
func (c *invariants) checkPositions(g *game.Game) {
	fog := g.Settings().Visibility == game.SeeFog
	for seat, id := range c.ids {
		if id == "" {
			continue
		}
		c.checkSpeed(g, seat)
		c.checkWalls(g, seat)
		visible, hidden := g.Visible(seat), g.Hidden(seat)
		if hidden != 0 && !fog || visible&hidden != 0 {
			c.fail("%s: visible %b, hidden %b", id, visible, hidden)
		}
		if !c.running() || !c.isAlive(seat) {
			continue
		}
		if leak := visible & c.dead &^ game.Only(seat); leak != 0 {
			c.fail("%s sent positions of the dead %b", id, leak)
		}
		for other := range c.ids {
			sight := c.settings.CrewSight
			if c.roles[seat] == game.Imposter {
				sight = c.settings.ImposterSight
			}
			if fog && visible.Has(other) && other != seat && distance(g.At(seat), g.At(other)) > float64(sight) && !c.inVent(g, seat) {
				c.fail("%s sent the position of %s from out of sight", id, c.ids[other])
			}
		}
	}
}

// inVent reports whether the player is elsewhere than where others see the player.
func (c *invariants) inVent(g *game.Game, seat int) bool {
	for _, p := range g.View(c.ids[seat]).Players {
		if p.Index == seat {
			return p.At != g.At(seat)
		}
	}
	return false
}

// checkWalls checks that nobody walked through a wall in this tick. Imposters also
// move through vents.
func (c *invariants) checkWalls(g *game.Game, seat int) {
	from, to := c.lastPos[seat], g.At(seat)
	if from == to || !g.Settings().SolidWalls || c.phase != game.Playing || c.roundStart == c.tick || c.roles[seat] != game.Crew {
		return
	}
	if !c.clearWay(seat, from, to) {
		c.fail("%s went from %v to %v, by way of %v, through a wall", c.ids[seat], from, to, c.jumps[seat])
	}
}

// clearWay reports whether the player could come to a place without a wall on the
// way. Several positions told in one tick may lead around a wall. If none of them
// was refused the player was at each. Otherwise those that were taken are not
// known: some of them, in their order, must make a way.
func (c *invariants) clearWay(seat int, from, to game.Vec) bool {
	reached := []game.Vec{from}
	isClear := func(next game.Vec) bool {
		return slices.ContainsFunc(reached, func(at game.Vec) bool { return wallTouched(c.walls, at, next) == nil })
	}
	for _, jump := range c.jumps[seat] {
		switch {
		case isClear(jump) && c.refused.Has(seat):
			reached = append(reached, jump)
		case isClear(jump):
			reached = []game.Vec{jump}
		case !c.refused.Has(seat):
			return false
		}
	}
	return isClear(to)
}

// trackJumps records which positions players told in this tick, and to whom one
// was refused.
func (c *invariants) trackJumps(inputs []game.Input, events []game.Event) {
	c.refused = 0
	for seat := range c.jumps {
		c.jumps[seat] = c.jumps[seat][:0]
	}
	for i := range inputs {
		if seat := c.seat(inputs[i].By); seat >= 0 && inputs[i].Action.Kind == game.Position {
			c.jumps[seat] = append(c.jumps[seat], inputs[i].Action.To)
		}
	}
	for i := range events {
		if _, corrected := events[i].Body.(game.PositionCorrected); corrected {
			c.refused |= events[i].To
		}
	}
	for seat := range c.jumps {
		if c.refused.Has(seat) && len(c.jumps[seat]) == 1 {
			c.jumps[seat] = c.jumps[seat][:0] // it is the one that was refused
		}
	}
}

// checkSpeed checks the speed of the crew; imposters also move through vents.
func (c *invariants) checkSpeed(g *game.Game, seat int) {
	if c.phase != game.Playing || c.roundStart == c.tick || c.roles[seat] != game.Crew {
		return
	}
	c.distanceWalked[seat] += distance(c.lastPos[seat], g.At(seat))
	most := float64(c.settings.MaxSpeed) * float64(c.tick-c.roundStart+c.rate) / float64(c.rate)
	if c.distanceWalked[seat] > most+float64(c.tick-c.roundStart)*2 { // a step may be rounded up
		c.fail("%s walked %.0f in %d ticks", c.ids[seat], c.distanceWalked[seat], c.tick-c.roundStart)
	}
}
