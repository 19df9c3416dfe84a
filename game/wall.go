package game

// blocked reports whether a wall stands between two places.
func (m *Map) blocked(a, b Vec) bool {
	if a.X > b.X || a.X == b.X && a.Z > b.Z {
		a, b = b, a // so that both sides see the same
	}
	low, high := min(a.Z, b.Z), max(a.Z, b.Z)
	for i := range m.Walls {
		w := &m.Walls[i]
		if max(w.A.X, w.B.X) < a.X || min(w.A.X, w.B.X) > b.X ||
			max(w.A.Z, w.B.Z) < low || min(w.A.Z, w.B.Z) > high {
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
