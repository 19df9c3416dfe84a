package game

// A body has no size. One that the server walks into a wall stops wallGap before
// it and goes on along it. blockWay, which is exact, checks every part of the
// way: rounding can shorten a step, but never lead through a wall.
const (
	wallGap    = 10      // thousandths of a unit
	unitLength = 1 << 20 // stands for 1 in directions and shares
	maxSlides  = 3       // walls that one step can meet
)

// slide returns where a body ends that walks by a step.
func (g *Game) slide(from, step Vec) Vec {
	at, rest := from, step
	for range maxSlides {
		to := g.gameMap.nearestInside(Vec{X: at.X + rest.X, Y: at.Y, Z: at.Z + rest.Z})
		wall, share := g.solid.firstTouched(at, to)
		if wall == nil {
			at = g.advance(from, at, to)
			break
		}
		rest = Vec{X: to.X - at.X, Z: to.Z - at.Z}
		before := g.gameMap.nearestInside(wall.placeBefore(at, rest, share))
		if reached := g.advance(from, at, before); reached != before { // in a corner
			at = reached
			break
		}
		at, rest = before, wall.project(Vec{X: to.X - before.X, Z: to.Z - before.Z})
	}
	if !leadsForward(from, at, step) {
		return from // so that a body that is held rests
	}
	return at
}

// advance returns how far a body goes from one place to another: all the way, half
// of it, or not at all. The straight way from the start of the step must be free,
// too, since that is what others see.
func (g *Game) advance(start, at, to Vec) Vec {
	for range 2 {
		if !g.solid.blockWay(at, to) && (at == start || !g.solid.blockWay(start, to)) {
			return to
		}
		to = middle(at, to)
	}
	return at
}

func middle(a, b Vec) Vec {
	return Vec{X: a.X + (b.X-a.X)/2, Y: a.Y, Z: a.Z + (b.Z-a.Z)/2}
}

// leadsForward reports whether a body got on in the direction of its step.
func leadsForward(from, to, step Vec) bool {
	return (int64(to.X)-int64(from.X))*int64(step.X)+(int64(to.Z)-int64(from.Z))*int64(step.Z) > 0
}

// firstTouched returns the first wall on a straight way, and after what share of
// the way, in units of unitLength; nil if there is none. It leaves out walls that
// the body stands on.
func (all barriers) firstTouched(from, to Vec) (first *barrier, share int64) {
	lowX, highX := min(from.X, to.X), max(from.X, to.X)
	lowZ, highZ := min(from.Z, to.Z), max(from.Z, to.Z)
	for i := range all {
		w := &all[i]
		if w.high.X < lowX || w.low.X > highX || w.high.Z < lowZ || w.low.Z > highZ {
			continue
		}
		if !w.touches(from, to) || w.contains(from) {
			continue
		}
		if s := w.shareBefore(from, to); first == nil || s < share {
			first, share = w, s
		}
	}
	return first, share
}

// shareBefore returns which share of a way lies before the wall, for a way that
// touches it.
func (w *Wall) shareBefore(from, to Vec) int64 {
	sideFrom, sideTo := side(w.A, w.B, from), side(w.A, w.B, to)
	if sideFrom != sideTo {
		return sideFrom * unitLength / (sideFrom - sideTo)
	}
	// The way goes along the line of the wall, up to its nearer end.
	x, z := int64(to.X)-int64(from.X), int64(to.Z)-int64(from.Z)
	distance := func(end Vec) int64 { return (int64(end.X)-int64(from.X))*x + (int64(end.Z)-int64(from.Z))*z }
	return min(distance(w.A), distance(w.B)) * unitLength / (x*x + z*z)
}

// placeBefore returns the place before the wall at which a body stops that would
// meet it after a share of its step.
func (w *barrier) placeBefore(at, step Vec, share int64) Vec {
	gap := int64(wallGap)
	if side(w.A, w.B, at) < 0 {
		gap = -gap
	}
	return Vec{
		X: at.X + roundShare(int64(step.X)*share-gap*w.along[1]),
		Y: at.Y,
		Z: at.Z + roundShare(int64(step.Z)*share+gap*w.along[0]),
	}
}

// project returns the part of a step that leads along the wall.
func (w *barrier) project(step Vec) Vec {
	length := int64(step.X)*w.along[0] + int64(step.Z)*w.along[1]
	return Vec{X: roundShare(length * w.along[0] / unitLength), Z: roundShare(length * w.along[1] / unitLength)}
}

// roundShare divides by unitLength and rounds to the nearest integer.
func roundShare(n int64) int32 { return clampInt32((n + unitLength/2) >> 20) }
