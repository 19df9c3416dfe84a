package game_test

import (
	"math/rand/v2"
	"testing"

	"sagishi/game"
	"sagishi/internal/platform/gamedata"
)

// follow walks along the ways of a map, and returns their length. Each part must be
// free of walls.
func follow(t *testing.T, m *game.Map, paths *game.Paths, from, to game.Vec) (length float64) {
	t.Helper()
	for range 100 {
		if from == to {
			return length
		}
		next, found := paths.Next(from, to)
		if w := wallTouched(m.Walls, from, next); !found || w != nil {
			t.Fatalf("%s: from %v to %v by %v: found %v, wall %v", m.ID, from, to, next, found, w)
		}
		length += distance(from, next)
		from = next
	}
	t.Fatalf("%s: %v to %v has no end", m.ID, from, to)
	return 0
}

// TestPathsLeadAroundWalls walks between random places of the embedded maps.
func TestPathsLeadAroundWalls(t *testing.T) {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	for id, m := range all {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 500 {
			from, to := randomStep(rng, game.Vec{}, m.Max.X), randomStep(rng, game.Vec{}, m.Max.X)
			if rng.IntN(2) == 0 {
				to = m.Tasks[rng.IntN(len(m.Tasks))].At
			}
			if m.OnWall(from) || m.OnWall(to) {
				continue
			}
			if walked, line := follow(t, m, m.Paths, from, to), distance(from, to); walked > 2*line+60_000 {
				t.Errorf("%s: %.0f from %v to %v, which are %.0f apart", id, walked, from, to, line)
			}
		}
	}
}

func TestPathIsTheShortest(t *testing.T) {
	m := &game.Map{
		ID: "bar", Min: at(-20, 0, -20), Max: at(20, 0, 20), Button: at(0, 0, 5),
		Walls: []game.Wall{{A: at(-10, 0, 0), B: at(4, 0, 0)}},
	}
	paths := game.NewPaths(m)
	for _, goal := range []game.Vec{m.Button, at(0, 0, 4)} { // prepared, and not
		next, found := paths.Next(at(0, 0, -5), goal)
		if !found || next != at(4.5, 0, 0.5) {
			t.Errorf("to %v by %v (%v), want the nearer end of the wall", goal, next, found)
		}
	}
}

func TestEnclosedPlaceHasNoPath(t *testing.T) {
	m := &game.Map{Min: at(-20, 0, -20), Max: at(20, 0, 20), Walls: []game.Wall{
		{A: at(5, 0, 5), B: at(9, 0, 5)}, {A: at(9, 0, 5), B: at(9, 0, 9)}, {A: at(9, 0, 9), B: at(5, 0, 5)},
	}}
	if next, found := game.NewPaths(m).Next(at(0, 0, 0), at(8, 0, 6)); found || next != at(8, 0, 6) {
		t.Errorf("into a closed room by %v, %v", next, found)
	}
	var none *game.Paths
	if next, found := none.Next(at(0, 0, 0), at(8, 0, 6)); !found || next != at(8, 0, 6) {
		t.Errorf("without walls by %v, %v", next, found)
	}
}

func BenchmarkPaths(b *testing.B) {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		b.Fatal(err)
	}
	m := all["space_station"]
	b.Run("prepare", func(b *testing.B) {
		for b.Loop() {
			game.NewPaths(m)
		}
	})
	b.Run("to a task", func(b *testing.B) {
		for b.Loop() {
			m.Paths.Next(at(-20, 0, 40), m.Tasks[0].At)
		}
	})
	b.Run("to a player", func(b *testing.B) {
		for b.Loop() {
			m.Paths.Next(at(20, 0, 20), at(0, 0, 20))
		}
	})
}
