package simulation_test

import (
	"flag"
	"fmt"
	"reflect"
	"testing"

	"sagishi/game"
	"sagishi/game/bots/simulation"
	"sagishi/internal/platform/gamedata"
)

var games = flag.Int("games", 300, "how many games the balance test plays for each number of players")

func board(tb testing.TB, id string) *game.Map {
	tb.Helper()
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		tb.Fatal(err)
	}
	return all[id]
}

func TestSameSeedGivesSameGame(t *testing.T) {
	o := simulation.Options{Map: board(t, "moon_base"), Mode: game.SabotageMode, Natures: []simulation.Nature{simulation.Honest, simulation.Clumsy, simulation.Flaky}}
	first, again, other := simulation.Play(7, 8, o), simulation.Play(7, 8, o), simulation.Play(8, 8, o)
	if !reflect.DeepEqual(first, again) {
		t.Errorf("two games from one seed: %+v and %+v", first, again)
	}
	if reflect.DeepEqual(first, other) {
		t.Errorf("two seeds give the same game: %+v", first)
	}
}

func TestGameStopsAtLimit(t *testing.T) {
	r := simulation.Play(1, 5, simulation.Options{Map: board(t, "space_station"), Limit: 30})
	if r.Finished || r.Ticks != 30 {
		t.Errorf("%+v, want no end after 30 ticks", r)
	}
}

func TestSettingsAndTickRateApply(t *testing.T) {
	s := game.DefaultSettings()
	s.TasksPerPlayer = 0
	r := simulation.Play(1, 6, simulation.Options{Map: board(t, "space_station"), Settings: &s, TickRate: 5})
	if !r.Finished || r.Reason == game.TasksDone {
		t.Errorf("%+v, want an end without tasks", r)
	}
	for _, score := range r.Scores {
		if score.TasksDone > 0 {
			t.Errorf("%s did %d tasks of none", score.UserID, score.TasksDone)
		}
	}
}

// TestNeitherSideWinsMostGames checks that the default settings and the bots are
// fair to both sides.
func TestNeitherSideWinsMostGames(t *testing.T) {
	checkShares(t, *games, false, bounds{least: 0.4, most: 0.6})
}

// bounds are of the share of games that the crew wins. More is allowed for chance.
type bounds struct{ least, most, chance float64 }

// checkShares plays n games for each mode and number of players. With four players one
// wrong ejection loses, so they have bounds of their own.
func checkShares(t *testing.T, n int, human bool, b bounds) {
	t.Helper()
	if testing.Short() || raced {
		t.Skip("plain go test and make games play this: a share of wins needs thousands of games")
	}
	station := board(t, "space_station")
	for _, mode := range []game.Mode{game.Classic, game.SabotageMode} {
		for players := 4; players <= 10; players++ {
			least, most := b.least, b.most
			if players == 4 {
				least, most = 0.3, 0.5
			}
			t.Run(fmt.Sprintf("%s, %d players", mode, players), func(t *testing.T) {
				t.Parallel()
				share := crewShare(t, n, players, simulation.Options{Map: station, Mode: mode, Human: human})
				if share < least-b.chance || share > most+b.chance {
					t.Errorf("the crew wins %.1f %% of %d games", 100*share, n)
				}
			})
		}
	}
}

// crewShare plays a game for each seed and returns the share that the crew wins.
func crewShare(t *testing.T, games, players int, o simulation.Options) float64 {
	t.Helper()
	won := 0
	for seed := range games {
		r := simulation.Play(uint64(seed)+1, players, o)
		if !r.Finished {
			t.Fatalf("seed %d: no end", seed+1)
		}
		if r.Winner == game.Crew {
			won++
		}
	}
	share := float64(won) / float64(games)
	t.Logf("crew wins %.1f %%", 100*share)
	return share
}
