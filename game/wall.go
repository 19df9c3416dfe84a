package game

// barrier is a wall with its bounding box, which most lines of sight miss.
type barrier struct {
	Wall

	low, high Vec
}

type barriers []barrier

func newBarriers(m *Map) barriers {
	var all barriers
	for _, w := range m.Walls {
		all = append(all, barrier{
			Wall: w,
			low:  Vec{X: min(w.A.X, w.B.X), Z: min(w.A.Z, w.B.Z)},
			high: Vec{X: max(w.A.X, w.B.X), Z: max(w.A.Z, w.B.Z)},
		})
	}
	return all
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

// side is positive if p is left of the line from a to b, negative if right.
func side(a, b, p Vec) int64 {
	return (int64(b.X)-int64(a.X))*(int64(p.Z)-int64(a.Z)) -
		(int64(b.Z)-int64(a.Z))*(int64(p.X)-int64(a.X))
}
