package game_test

import (
	"math"

	"sagishi/game"
)

func (c *invariants) recordDeath(seat int, at game.Vec) {
	if c.dead.Has(seat) {
		return
	}
	c.dead |= game.Only(seat)
	c.bodyPos[seat], c.knowDeath[seat] = at, c.dead
	c.shownPos[seat] = c.lastPos[seat]
}

// checkDeath checks that only the victim, the dead and players near enough receive
// a death.
func (c *invariants) checkDeath(g *game.Game, to game.Audience, e game.DeathSeen) {
	victim := c.seat(e.Victim)
	if to.Has(victim) || c.disconnected.Has(victim) { // disconnected players receive no event of their death
		c.recordDeath(victim, e.At)
	}
	if !c.dead.Has(victim) {
		c.fail("death of %s, who is alive", e.Victim)
	}
	c.knowDeath[victim] |= to
	for seat := range c.ids {
		if !to.Has(seat) || !c.isAlive(seat) {
			continue
		}
		sight := max(c.settings.CrewSight, c.settings.ImposterSight)
		if min(distance(g.At(seat), e.At), distance(c.lastPos[seat], e.At)) > c.withSlack(float64(sight)) { // a killer may have left through a vent
			c.fail("%s received a death at %v from %v", c.ids[seat], e.At, g.At(seat))
		}
	}
}

// withSlack adds what a player can walk in a second, since positions change
// within a tick.
func (c *invariants) withSlack(length float64) float64 { return length + float64(c.settings.MaxSpeed) }

func distance(a, b game.Vec) float64 {
	return math.Sqrt(math.Pow(float64(a.X)-float64(b.X), 2) + math.Pow(float64(a.Y)-float64(b.Y), 2) + math.Pow(float64(a.Z)-float64(b.Z), 2))
}

// checkPlayers checks a list of players against what its recipients may know.
func (c *invariants) checkPlayers(g *game.Game, to game.Audience, players []game.PlayerView) {
	if !c.running() {
		return
	}
	for seat := range c.ids {
		if to.Has(seat) && c.isAlive(seat) {
			for i := range players {
				c.checkPlayer(g, seat, &players[i])
			}
		}
	}
}

func (c *invariants) checkPlayer(g *game.Game, to int, p *game.PlayerView) {
	if p.Index == to || !c.dead.Has(p.Index) {
		if !p.Alive && p.Index != to {
			c.fail("%s received %s as dead, who is alive", c.ids[to], p.UserID)
		}
		return
	}
	if c.reconnectedAt[to] == c.tick && distance(c.lastPos[to], c.bodyPos[p.Index]) <= c.withSlack(float64(max(c.settings.CrewSight, c.settings.ImposterSight))) {
		// On return the body may be in sight or behind a corner.
		if !p.Alive {
			c.knowDeath[p.Index] |= game.Only(to)
		}
	}
	knows := c.knowDeath[p.Index].Has(to) || c.left.Has(p.Index)
	if !knows && !p.Alive {
		c.fail("%s received the unseen death of %s", c.ids[to], p.UserID)
	}
	if p.Seen && (knows || p.At != c.shownPos[p.Index]) {
		c.fail("%s received the position of the dead %s", c.ids[to], p.UserID)
	}
	if !knows && !p.Seen && g.Settings().Visibility == game.SeeAll {
		c.fail("%s received no position of %s, which reveals the death", c.ids[to], p.UserID)
	}
}
