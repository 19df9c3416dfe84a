package game

// fullCoursesSeconds is how often every viewer is told all courses, in the same
// tick.
const fullCoursesSeconds = 5

// Courses decides which courses are told to clients that let players go on by
// themselves between messages. It follows a game from outside and costs it nothing:
// call Update after each Step during which such a client is connected.
type Courses struct {
	game  *Game
	tick  int   // of the last Update; 0 = none
	speed int64 // then

	// Courses of all players as those see them who take them for alive, and of dead
	// players as the dead see them.
	living, ghosts [MaxSeats]track
	dead           Audience
	known          [MaxSeats]Audience // the seats whose present course each seat was told
	shown          [MaxSeats]Audience
}

// courseChanges are the seats with a new course, and those that move.
type courseChanges struct{ changed, moving Audience }

// NewCourses returns the courses of a game.
func NewCourses(g *Game) *Courses { return &Courses{game: g} }

// Shown returns the seats whose course the seat must be told now. Those of them
// that left its sight are in Game.Hidden.
func (c *Courses) Shown(seat int) Audience { return c.shown[seat] }

// Ghosts returns those of the seats in Shown whose course is that of a ghost.
func (c *Courses) Ghosts(seat int) Audience {
	if !c.dead.Has(seat) {
		return 0
	}
	return c.shown[seat] & c.dead
}

// Course returns where a seat's player is now and goes on; of a dead player either
// the ghost's, for the dead, or that which those see who do not know of the death.
func (c *Courses) Course(seat int, ghost bool) Course {
	t := &c.living[seat]
	if ghost {
		t = &c.ghosts[seat]
	}
	return Course{At: t.position(c.game), Direction: t.announced.Direction}
}

// Update compares all courses with where the players are after a Step, and decides
// what the viewers are told.
func (c *Courses) Update(viewers Audience) {
	g := c.game
	restart := c.tick == 0 || c.tick != g.tick-1
	if restart {
		*c = Courses{game: g}
	}
	wasDead := c.dead
	living, ghosts := c.follow(restart || c.speed != g.rules.speed)
	c.tick, c.speed = g.tick, g.rules.speed
	full := g.tick%(fullCoursesSeconds*g.rules.rate) == 0
	if full {
		c.refresh()
	}
	for _, v := range g.players {
		c.shown[v.seat] = 0
		if !v.connected || !viewers.Has(v.seat) {
			c.known[v.seat] = 0
			continue
		}
		changes := living
		if !v.alive {
			changes = courseChanges{living.changed&^c.dead | ghosts.changed, living.moving&^c.dead | ghosts.moving}
		}
		if !v.alive && !wasDead.Has(v.seat) {
			c.known[v.seat] &^= c.dead
		}
		c.choose(v, changes, full)
	}
}

// follow brings the courses of all players up to date, or begins them again if clients
// cannot go on by them.
func (c *Courses) follow(restart bool) (living, ghosts courseChanges) {
	g := c.game
	wasDead := c.dead
	c.dead = 0
	for _, p := range g.players {
		living.add(&c.living[p.seat], c.living[p.seat].update(g, p, g.appearance(p), restart))
		if p.alive {
			continue
		}
		c.dead |= p.bit
		ghosts.add(&c.ghosts[p.seat], c.ghosts[p.seat].update(g, p, g.motion(p), restart || !wasDead.Has(p.seat)))
	}
	return living, ghosts
}

func (m *courseChanges) add(t *track, changed bool) {
	if changed {
		m.changed |= t.of.bit
	}
	if !t.stands() {
		m.moving |= t.of.bit
	}
}

// refresh corrects all courses by how far they are off.
func (c *Courses) refresh() {
	for _, p := range c.game.players {
		c.living[p.seat].refresh(c.game)
		c.ghosts[p.seat].refresh(c.game)
	}
}

// choose decides which courses a player is told. In a list of players all stand, at
// their places.
func (c *Courses) choose(v *player, changes courseChanges, full bool) {
	s, others, own := &c.game.visibility, c.othersFor(v), v.bit
	if v.vent >= 0 {
		own = 0 // the player is not where the others see the player
	}
	shown := others & (changes.changed | ^c.known[v.seat])
	switch {
	case full:
		shown = others | own
	case s.listed.Has(v.seat):
		shown = (others|own)&changes.moving | s.visible[v.seat]
	case v.steered || shown|s.hidden[v.seat] != 0: // one message for all
		shown |= own & changes.changed
	}
	c.shown[v.seat], c.known[v.seat] = shown, others
}

// othersFor returns the other players whose course a player may know. Without fog
// those are among them whose death the player does not know.
func (c *Courses) othersFor(v *player) Audience {
	g := c.game
	others := g.visibility.lastSent[v.seat]
	if !v.alive || c.dead == 0 || g.fog() {
		return others
	}
	for _, p := range g.players {
		if !p.alive && p.looksAlive(v) {
			others |= p.bit
		}
	}
	return others
}
