package match_test

import (
	"fmt"
	"testing"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/match"
	"sagishi/protocol"
)

// A network that stalls for a second delivers its positions in one tick.
func TestPositionsThatArriveTogetherLeadAroundAWall(t *testing.T) {
	f := newServer(t, func(deps *match.Deps) {
		deps.Maps["hall"].Walls = []game.Wall{{A: game.Vec{X: 5000, Z: -5000}, B: game.Vec{X: 5000, Z: 5000}}}
	})
	f.create(lobby.Request{Settings: quickSettings(map[string]any{"max_speed": 8.0})})
	f.join("ann", nil)
	f.join("bob", nil)
	f.send("ann", protocol.OpPosition, `{"x":4,"z":3}`)
	f.tick(10)
	f.clear()
	for _, place := range [][2]float64{{4, 3.4}, {4, 4}, {4, 4.8}, {4.4, 5.2}, {5.2, 5.2}, {6, 5}, {6, 4}} {
		f.queue("ann", protocol.OpPosition, fmt.Sprintf(`{"x":%v,"z":%v}`, place[0], place[1]))
	}
	f.queue("ann", protocol.OpPosition, `{"x":6,"z":3}`)
	f.tick(1)
	if refused := f.received("ann", protocol.OpRejected); len(refused) != 0 {
		t.Errorf("refused: %v", refused)
	}
	if got := f.received("bob", protocol.OpPosition); len(got) != 1 || got[0]["x"] != 6.0 || got[0]["z"] != 3.0 {
		t.Errorf("bob received %v", got)
	}
	// A client that is blocked sends on and on until it hears of it. It is told once a tick.
	f.clear()
	for n := range 8 {
		f.queue("ann", protocol.OpPosition, fmt.Sprintf(`{"x":4,"z":%v}`, 3-float64(n)/10))
	}
	f.tick(1)
	if refused := f.received("ann", protocol.OpRejected); len(refused) != 1 || refused[0]["code"] != "blocked" {
		t.Errorf("refused: %v", refused)
	}
}
