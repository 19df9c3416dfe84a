package game

import (
	"math"
	"testing"
)

func TestSqrtCeilRoundsUp(t *testing.T) {
	for _, n := range []int64{0, 1, 2, 3, 4, 5, 99, 100, 101, 1 << 40, 1<<40 + 1, math.MaxInt64 / 2, 4_300_000_000_000_000_000} {
		r := sqrtCeil(n)
		if r*r < n || r > 0 && (r-1)*(r-1) >= n {
			t.Errorf("sqrtCeil(%d) = %d", n, r)
		}
	}
}

func TestClampDirectionShortensToOneUnit(t *testing.T) {
	tests := []struct {
		wish, want Vec
		length     int64
	}{
		{Vec{}, Vec{}, 0},
		{Vec{X: 600, Z: -800}, Vec{X: 600, Z: -800}, 1000},
		{Vec{X: 3000, Z: 4000}, Vec{X: 600, Z: 800}, 1000},
		{Vec{X: 500}, Vec{X: 500}, 500},
		{Vec{Y: 1000}, Vec{}, 0},
		{Vec{X: math.MaxInt32, Z: math.MinInt32}, Vec{X: 707, Z: -707}, 1000},
	}
	for _, tt := range tests {
		got, length := clampDirection(tt.wish)
		if got != tt.want || length != tt.length {
			t.Errorf("%v: %v, length %d, want %v, %d", tt.wish, got, length, tt.want, tt.length)
		}
	}
}

func TestClampInt32Clamps(t *testing.T) {
	if clampInt32(math.MaxInt64) != math.MaxInt32 || clampInt32(math.MinInt64) != math.MinInt32 || clampInt32(-7) != -7 {
		t.Error("clampInt32 does not clamp")
	}
}
