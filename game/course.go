package game

// Course is where a player is, and how the player goes on: after a time at
// At + Direction × max_speed × time.
type Course struct {
	At        Vec
	Direction Vec // on the ground, up to Milli long, which stands for max_speed
}

// How far a player may be off the course that clients were told, in thousandths.
const (
	walkerOff   = 50  // a player whom the server walks
	turnOff     = 30  // the direction of such a player
	startOff    = 100 // a player who sends positions, and stood
	reporterOff = 250 // such a player who moves, at least; see rules
)

// sighting holds the part of a player that others see in one tick.
type sighting struct {
	at       Vec
	heading  Vec  // in which the server walks the player; zero = the player stands
	steered  bool // the server walks the player
	reported bool // the player sent the position in this tick
}

// motion returns what there is to see of a player for those who see everything.
func (g *Game) motion(p *player) sighting {
	s := sighting{at: p.shownPos(), steered: p.steered, reported: g.visibility.reported&p.bit != 0}
	if g.walks(p) {
		s.heading = p.heading
	}
	return s
}

// appearance returns what there is to see of a player for those who take the player
// for alive: a dead one stands where the others saw the player last, whatever the ghost
// does.
func (g *Game) appearance(p *player) sighting {
	if p.alive {
		return g.motion(p)
	}
	return sighting{at: p.sentPos, steered: p.sentSteered}
}

// track is the course of a player that clients were told.
type track struct {
	of          *player
	announced   Course
	announcedAt int // tick
	heading     Vec // of the sighting then
	last        Vec // the place in the last tick
	movedAt     int // the tick in which it changed last
}

// update compares the course with what is seen now, or begins it again. It reports
// whether there is a new course to tell.
func (t *track) update(g *Game, p *player, s sighting, restart bool) bool {
	if restart || t.of != p {
		*t = track{of: p, last: s.at, movedAt: g.tick}
		return t.announce(g, s, g.directionAhead(p, s))
	}
	step, elapsed := Vec{X: s.at.X - t.last.X, Z: s.at.Z - t.last.Z}, g.tick-t.movedAt
	moved := s.at != t.last
	if moved {
		t.last, t.movedAt = s.at, g.tick
	}
	switch {
	case s.steered:
		return t.followWalker(g, s)
	case moved && s.reported:
		return t.followReporter(g, s, step, elapsed)
	case moved: // the server put the player there
		return t.announce(g, s, Vec{})
	case t.stands() || g.phase.allowsMovement() && elapsed < g.rules.stop:
		return false
	}
	return t.announce(g, s, Vec{})
}

func (t *track) followWalker(g *Game, s sighting) bool {
	near := within(t.position(g), s.at, walkerOff)
	sameWay := t.heading == s.heading || t.heading != Vec{} && s.heading != Vec{} && within(t.heading, s.heading, turnOff)
	if near && sameWay {
		return false
	}
	direction := g.directionAhead(t.of, s)
	if near && direction == t.announced.Direction { // turned, but a wall leads the same way
		t.heading = s.heading
		return false
	}
	return t.announce(g, s, direction)
}

func (t *track) followReporter(g *Game, s sighting, step Vec, elapsed int) bool {
	off := g.rules.reporterOff
	if t.stands() {
		off = startOff
	}
	if within(t.position(g), s.at, off) {
		return false
	}
	if elapsed > g.rules.stop { // after a rest
		elapsed = 1
	}
	direction, _ := clampDirection(g.directionOf(step, elapsed))
	return t.announce(g, s, direction)
}

func (t *track) announce(g *Game, s sighting, direction Vec) bool {
	t.announced, t.announcedAt, t.heading = Course{At: s.at, Direction: direction}, g.tick, s.heading
	return true
}

func (t *track) stands() bool { return t.announced.Direction == Vec{} }

// refresh corrects the course by how far it is off.
func (t *track) refresh(g *Game) { t.announced.At, t.announcedAt = t.last, g.tick }

// position returns where the course leads until now.
func (t *track) position(g *Game) Vec {
	length, unit := int64(g.tick-t.announcedAt)*g.rules.speed, int64(Milli)*int64(g.rules.rate)
	return Vec{
		X: clampInt32(int64(t.announced.At.X) + int64(t.announced.Direction.X)*length/unit),
		Y: t.announced.At.Y,
		Z: clampInt32(int64(t.announced.At.Z) + int64(t.announced.Direction.Z)*length/unit),
	}
}

// directionOf returns the direction of a player who makes a step in some ticks.
func (g *Game) directionOf(step Vec, ticks int) Vec {
	unit, length := int64(Milli)*int64(g.rules.rate), int64(ticks)*g.rules.speed
	return Vec{X: clampInt32(int64(step.X) * unit / length), Z: clampInt32(int64(step.Z) * unit / length)}
}

// directionAhead returns the direction of a walker's next step: the heading, or
// along a wall.
func (g *Game) directionAhead(p *player, s sighting) Vec {
	if s.heading == (Vec{}) {
		return Vec{}
	}
	rest := p.remainder
	step := Vec{X: g.stepLength(s.heading.X, &rest[0]), Z: g.stepLength(s.heading.Z, &rest[1])}
	to := g.slide(s.at, step)
	if to.X == s.at.X+step.X && to.Z == s.at.Z+step.Z {
		return s.heading
	}
	direction, _ := clampDirection(g.directionOf(Vec{X: to.X - s.at.X, Z: to.Z - s.at.Z}, 1))
	return direction
}
