package bots_test

import (
	"flag"
	"testing"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/maps"
)

var games = flag.Int("games", 60, "how many games a number of players plays in the test of balance")

func board(t testing.TB, id string) *game.Map {
	t.Helper()
	all, err := maps.Load(maps.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return all[id]
}

// TestNeitherSideWinsMostGames keeps the default settings and the bots fair.
func TestNeitherSideWinsMostGames(t *testing.T) {
	for _, mode := range []game.Mode{game.Classic, game.SabotageMode} {
		for players := 5; players <= 10; players++ {
			won := map[game.Role]int{}
			reasons := map[game.EndReason]int{}
			ticks := 0
			for seed := range *games {
				r := bots.Play(uint64(seed), players, bots.Options{Map: board(t, "space_station"), Mode: mode})
				if !r.Finished {
					t.Fatalf("%s, %d players, seed %d: no end", mode, players, seed)
				}
				won[r.Winner]++
				reasons[r.Reason]++
				ticks += r.Ticks
			}
			share := float64(won[game.Crew]) / float64(*games)
			t.Logf("%s, %d players: crew wins %.0f %%, %v, %d s a game", mode, players, 100*share, reasons, ticks / *games / 10)
		}
	}
}
