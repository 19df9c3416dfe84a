package game

import "testing"

func TestImposterCountByPlayers(t *testing.T) {
	tests := []struct{ wanted, players, want int }{
		{0, 3, 1},
		{0, 4, 1},
		{0, 6, 1},
		{0, 7, 2},
		{0, 8, 2},
		{0, 9, 3},
		{0, 15, 3},
		{1, 10, 1},
		{2, 4, 1},
		{2, 5, 2},
		{3, 6, 2},
		{3, 7, 3},
		{3, 3, 1},
	}
	for _, tt := range tests {
		if got := ImposterCount(tt.wanted, tt.players); got != tt.want {
			t.Errorf("%d wanted among %d: %d, want %d", tt.wanted, tt.players, got, tt.want)
		}
	}
}

// TestRolesAreAssignedEvenly also shows that every seat gets a role.
func TestRolesAreAssignedEvenly(t *testing.T) {
	m := &Map{ID: "m", Max: Vec{X: 1, Z: 1}, Spawns: []Vec{{}}, Tasks: []Place{{ID: "t"}}}
	counts := [6]int{}
	for seed := range 600 {
		g := New(Config{TickRate: 10, Map: m, Settings: DefaultSettings(), Seed: [32]byte{byte(seed), byte(seed >> 8)}})
		for i := range counts {
			if err := g.Join(PlayerID(rune('a'+i)), ""); err != nil {
				t.Fatal(err)
			}
		}
		g.assignRoles()
		for i, p := range g.players {
			if p.role == Imposter {
				counts[i]++
			}
		}
	}
	for i, n := range counts {
		if n < 70 || n > 130 {
			t.Errorf("seat %d was imposter in %d of 600 games", i, n)
		}
	}
}
