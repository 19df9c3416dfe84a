package game

import "testing"

func TestUnknownPlayerGetsNothing(t *testing.T) {
	g := New(Config{TickRate: 10, Map: &Map{ID: "m", Spawns: []Vec{{}}}, Settings: DefaultSettings()})
	if _, ok := g.Seat("x"); ok || g.PlayerAt(0) != "" || g.View("x").Players != nil || g.ChatRoomOf("x") != ChatNone || g.At(3) != (Vec{}) {
		t.Error("an unknown player has a seat or a view")
	}
	g.Leave("x")
	g.Drop("x")
	if len(g.Step(nil)) != 0 {
		t.Error("an unknown player caused an event")
	}
}
