package game

// barrier is a wall with the box around it, which most lines of sight miss.
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

// block reports whether a wall stands between two places.
func (all barriers) blockSight(a, b Vec) bool {
	if a.X > b.X || a.X == b.X && a.Z > b.Z {
		a, b = b, a // so that both sides see the same
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

// crosses reports whether the line between two places crosses the wall. Who
// stands exactly on a wall sees to both sides; a line through the corner of
// two walls is blocked.
func (w *Wall) crosses(a, b Vec) bool {
	sideA, sideB := side(w.A, w.B, a), side(w.A, w.B, b)
	if sideA == 0 || sideB == 0 || (sideA > 0) == (sideB > 0) {
		return false
	}
	return (side(a, b, w.A) >= 0) != (side(a, b, w.B) >= 0)
}

// side is above zero if p lies left of the line from a to b, below if right.
func side(a, b, p Vec) int64 {
	return (int64(b.X)-int64(a.X))*(int64(p.Z)-int64(a.Z)) -
		(int64(b.Z)-int64(a.Z))*(int64(p.X)-int64(a.X))
}
