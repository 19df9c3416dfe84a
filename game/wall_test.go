package game

import "testing"

func TestWallsBlockSight(t *testing.T) {
	walls := newBarriers(&Map{Walls: []Wall{{A: Vec{X: -5, Z: 0}, B: Vec{X: 5, Z: 0}}, {A: Vec{X: 5, Z: 0}, B: Vec{X: 5, Z: 9}}}})
	tests := []struct {
		name string
		a, b Vec
		want bool
	}{
		{"across", Vec{Z: -3}, Vec{Z: 3}, true},
		{"beside", Vec{X: -6, Z: -3}, Vec{X: -6, Z: 3}, false},
		{"before", Vec{Z: -3}, Vec{Z: -1}, false},
		{"along", Vec{X: -9, Z: 0}, Vec{X: -6, Z: 0}, false},
		{"on the wall", Vec{X: 0, Z: 0}, Vec{X: 0, Z: 3}, false},
		{"on the wall, from the other side", Vec{X: 0, Z: 0}, Vec{X: 0, Z: -3}, false},
		{"slanted past the end", Vec{X: -7, Z: -1}, Vec{X: -4, Z: 2}, false},
		{"slanted through", Vec{X: -4, Z: -1}, Vec{X: -1, Z: 2}, true},
		{"through the corner", Vec{X: 4, Z: 2}, Vec{X: 6, Z: -2}, true},
		{"the same place", Vec{X: 1, Z: 1}, Vec{X: 1, Z: 1}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := walls.blockSight(tt.a, tt.b); got != tt.want {
				t.Errorf("blocked %v, want %v", got, tt.want)
			}
			if walls.blockSight(tt.b, tt.a) != tt.want {
				t.Error("not the same from the other side")
			}
		})
	}
}
