package simulation_test

import (
	"math"
	"testing"

	"sagishi/game"
	"sagishi/game/bots/simulation"
)

// TestBotsAtHumanSpeedFinishGamesWithFewMessages plays games as the server's bots play
// them, and counts what each of them sends.
func TestBotsAtHumanSpeedFinishGamesWithFewMessages(t *testing.T) {
	const bots, rate, perSecond, perTick = 10, 10, 1.5, 2
	all, crewWins := 24, 0
	if testing.Short() || raced {
		all = 6
	}
	for seed := range uint64(all) {
		o := simulation.Options{Map: board(t, "space_station"), Mode: game.SabotageMode, Human: true}
		if seed%2 == 0 {
			o.Mode = game.Classic
		}
		if seed%3 == 0 {
			s := game.DefaultSettings()
			s.Visibility = game.SeeFog
			o.Settings = &s
		}
		messages, refused, ticks := 0, 0, 0
		o.Watch = func(_ *game.Game, inputs []game.Input, events []game.Event) {
			sent := map[game.PlayerID]int{}
			for _, in := range inputs {
				sent[in.By]++
				if in.Action.Kind == game.Position {
					t.Fatalf("seed %d: %s sends its position", seed, in.By)
				}
			}
			for by, n := range sent {
				if n > perTick {
					t.Errorf("seed %d: %s sends %d messages in a tick", seed, by, n)
				}
			}
			for _, e := range events {
				if _, ok := e.Body.(game.Refused); ok {
					refused++
				}
			}
			messages += len(inputs)
			ticks++
		}
		r := simulation.Play(seed+1, bots, o)
		if !r.Finished {
			t.Fatalf("seed %d: no end after %d ticks", seed, r.Ticks)
		}
		if r.Winner == game.Crew {
			crewWins++
		}
		if each := float64(messages) / bots / float64(ticks) * rate; each > perSecond {
			t.Errorf("seed %d: each bot sends %.2f messages a second", seed, each)
		}
		if refused > messages/10 {
			t.Errorf("seed %d: %d of %d messages are refused", seed, refused, messages)
		}
		t.Logf("seed %d: %s by %s in %d s, %d meetings, %d kills, %d messages, %d refused", seed, r.Winner, r.Reason, r.Ticks/rate, r.Meetings, r.Kills, messages, refused)
	}
	t.Logf("crew wins %d of %d", crewWins, all)
	if !testing.Short() && !raced && (crewWins < all/4 || crewWins > all*3/4) {
		t.Errorf("the crew wins %d of %d games", crewWins, all)
	}
}

// TestNeitherSideWinsMostGamesAtHumanSpeed checks that the default settings are fair
// among the server's bots. Twice the standard deviation of a share is allowed for chance.
func TestNeitherSideWinsMostGamesAtHumanSpeed(t *testing.T) {
	n := 2 * *games
	checkShares(t, n, true, bounds{least: 0.38, most: 0.62, chance: 2 * math.Sqrt(0.25/float64(n))})
}
