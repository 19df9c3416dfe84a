package game

import "math"

// Vec is a place or a direction, in thousandths of the map's unit. With integers
// every distance is the same on every machine.
type Vec struct{ X, Y, Z int32 }

// Milli is one unit of the map in a Vec.
const Milli = 1000

// MaxBound is the largest coordinate of a map. It keeps squares of distances,
// times a squared tick rate, within 64 bits.
const MaxBound = 10_000 * Milli

// distance2 returns the squared distance of two places inside a map.
func distance2(a, b Vec) int64 {
	x, y, z := int64(a.X)-int64(b.X), int64(a.Y)-int64(b.Y), int64(a.Z)-int64(b.Z)
	return x*x + y*y + z*z
}

// within reports whether two places are at most reach apart.
func within(a, b Vec, reach int32) bool { return distance2(a, b) <= int64(reach)*int64(reach) }

// sqrtCeil returns the square root of n, rounded up.
func sqrtCeil(n int64) int64 {
	r := int64(math.Sqrt(float64(n)))
	for r*r < n {
		r++
	}
	for r > 0 && (r-1)*(r-1) >= n {
		r--
	}
	return r
}

// clampDirection returns a client's direction on the ground, shortened to Milli
// if it is longer, and its length.
func clampDirection(wish Vec) (dir Vec, length int64) {
	x, z := int64(wish.X), int64(wish.Z)
	for max(x, -x, z, -z) > 1<<20 {
		x, z = x/2, z/2
	}
	length = sqrtCeil(x*x + z*z)
	if length > Milli {
		x, z = x*Milli/length, z*Milli/length
		length = Milli
	}
	return Vec{X: clampInt32(x), Z: clampInt32(z)}, length
}

// clampInt32 converts a number, limited to the range of an int32.
func clampInt32(n int64) int32 {
	return int32(min(max(n, math.MinInt32), math.MaxInt32)) //nolint:gosec // clamped
}
