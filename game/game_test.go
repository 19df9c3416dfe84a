package game

import (
	"strings"
	"testing"
)

func TestStringContainsNoSecret(t *testing.T) {
	seed := [32]byte([]byte("a seed of thirty-two characters!"))
	g := New(Config{TickRate: 10, Mode: Classic, Map: &Map{ID: "m", Spawns: []Vec{{}}, Tasks: []Place{{ID: "t"}}}, Settings: DefaultSettings(), Seed: seed})
	for _, id := range []PlayerID{"alpha", "beta", "gamma", "delta"} {
		if err := g.Join(id, string(id)); err != nil {
			t.Fatal(err)
		}
	}
	g.assignRoles()
	for _, secret := range []string{"imposter", "crew", "seed", "alpha"} {
		if text := g.String(); strings.Contains(text, secret) {
			t.Errorf("%q contains %q", text, secret)
		}
	}
}
