package game

import "testing"

// TestWalkedDistanceIsEqualAtEveryTickRate shows that fractions of a step add up.
func TestWalkedDistanceIsEqualAtEveryTickRate(t *testing.T) {
	for _, rate := range []int{1, 7, 10, 30, 60} {
		m := &Map{Min: Vec{X: -MaxBound, Z: -MaxBound}, Max: Vec{X: MaxBound, Z: MaxBound}, Spawns: []Vec{{}}}
		s := DefaultSettings()
		s.MaxSpeed = 3_333
		g := New(Config{TickRate: rate, Map: m, Settings: s})
		if err := g.Join("a", "a"); err != nil {
			t.Fatal(err)
		}
		in := []Input{{By: "a", Action: Action{Kind: Steer, To: Vec{X: -600, Z: 800}}}}
		for range 10 * rate {
			g.Step(in)
			in = nil
		}
		if at := g.At(0); at != (Vec{X: -19_998, Z: 26_664}) {
			t.Errorf("%d ticks a second: at %v after ten seconds", rate, at)
		}
	}
}
