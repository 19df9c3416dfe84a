package game

// barrier is a wall with its bounding box, which most lines miss.
type barrier struct {
	Wall

	low, high Vec
	along     [2]int64 // the wall's direction on the ground, x and z, of length unitLength
}

type barriers []barrier

func newBarriers(m *Map) barriers {
	var all barriers
	for _, w := range m.Walls {
		if w.A.X == w.B.X && w.A.Z == w.B.Z {
			continue // a wall without length stops nothing
		}
		all = append(all, barrier{
			Wall:  w,
			low:   Vec{X: min(w.A.X, w.B.X), Z: min(w.A.Z, w.B.Z)},
			high:  Vec{X: max(w.A.X, w.B.X), Z: max(w.A.Z, w.B.Z)},
			along: w.direction(),
		})
	}
	return all
}

// direction returns the direction from A to B, of length unitLength.
func (w *Wall) direction() [2]int64 {
	x, z := int64(w.B.X)-int64(w.A.X), int64(w.B.Z)-int64(w.A.Z)
	for max(x, -x, z, -z) < 1<<28 { // enough digits for the length of a short wall
		x, z = 2*x, 2*z
	}
	length := sqrtCeil(x*x + z*z)
	return [2]int64{x * unitLength / length, z * unitLength / length}
}

// blockSight reports whether a wall is between two places.
func (all barriers) blockSight(a, b Vec) bool {
	if a.X > b.X || a.X == b.X && a.Z > b.Z {
		a, b = b, a // the result must be the same from both sides
	}
	low, high := min(a.Z, b.Z), max(a.Z, b.Z)
	for i := range all {
		w := &all[i]
		if w.high.X < a.X || w.low.X > b.X || w.high.Z < low || w.low.Z > high {
			continue
		}
		if w.crosses(a, b) {
			return true
		}
	}
	return false
}

// crosses reports whether the line between two places crosses the wall. From a
// place exactly on the wall both sides are in sight; a line through the corner of
// two walls is blocked.
func (w *Wall) crosses(a, b Vec) bool {
	sideA, sideB := side(w.A, w.B, a), side(w.A, w.B, b)
	if sideA == 0 || sideB == 0 || (sideA > 0) == (sideB > 0) {
		return false
	}
	return (side(a, b, w.A) >= 0) != (side(a, b, w.B) >= 0)
}

// blockWay reports whether a body that goes straight from one place to another
// touches a wall, also with the end of its way or at the end of the wall. A wall
// that the body already stands on does not hold it.
func (all barriers) blockWay(from, to Vec) bool {
	lowX, highX := min(from.X, to.X), max(from.X, to.X)
	lowZ, highZ := min(from.Z, to.Z), max(from.Z, to.Z)
	for i := range all {
		w := &all[i]
		if w.high.X < lowX || w.low.X > highX || w.high.Z < lowZ || w.low.Z > highZ {
			continue
		}
		if w.touches(from, to) && !w.contains(from) {
			return true
		}
	}
	return false
}

// touches reports whether a line touches the wall. Their bounding boxes must
// overlap.
func (w *Wall) touches(a, b Vec) bool {
	return !sameSide(side(w.A, w.B, a), side(w.A, w.B, b)) && !sameSide(side(a, b, w.A), side(a, b, w.B))
}

func sameSide(a, b int64) bool { return a > 0 && b > 0 || a < 0 && b < 0 }

// contains reports whether a place is exactly on the wall.
func (w *barrier) contains(at Vec) bool {
	return at.X >= w.low.X && at.X <= w.high.X && at.Z >= w.low.Z && at.Z <= w.high.Z && side(w.A, w.B, at) == 0
}

// side is positive if p is left of the line from a to b, negative if right.
func side(a, b, p Vec) int64 {
	return (int64(b.X)-int64(a.X))*(int64(p.Z)-int64(a.Z)) -
		(int64(b.Z)-int64(a.Z))*(int64(p.X)-int64(a.X))
}
