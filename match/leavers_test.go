package match_test

import (
	"slices"
	"testing"

	"sagishi/internal/service/lobby"
)

// leftAlive plays a game in which eve leaves alive and the imposters follow, and
// returns the players who are reported as having left alive.
func leftAlive(t *testing.T, before func(*fixture)) []string {
	t.Helper()
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, "ann", "bob", "cat", "dan", "eve")
	f.start()
	before(f)
	imposters, _ := f.roles()
	for _, name := range slices.Compact(append([]string{"eve"}, slices.DeleteFunc(imposters, func(n string) bool { return n == "eve" })...)) {
		if err := f.players[name].LeaveMatch(f.id); err != nil {
			t.Fatal(err)
		}
	}
	waitFor(t, func() bool { f.tick(1); return len(f.recorder.recorded()) == 1 })
	var left []string
	for _, p := range f.recorder.recorded()[0].Players {
		if p.LeftAlive {
			left = append(left, p.Username)
		}
	}
	return left
}

func TestPlayersWhoLeaveAliveAreReported(t *testing.T) {
	if left := leftAlive(t, func(*fixture) {}); !slices.Contains(left, "eve") {
		t.Errorf("left alive: %v", left)
	}
}

func TestNobodyIsALeaverDuringAShutdown(t *testing.T) {
	if left := leftAlive(t, func(f *fixture) { f.n.Shutdown(60) }); len(left) != 0 {
		t.Errorf("left alive: %v", left)
	}
}
