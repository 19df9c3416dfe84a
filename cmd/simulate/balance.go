package main

import (
	"fmt"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/maps"
)

// balance plays games of the bare rules and prints who wins them.
func balance(seeds int) error {
	all, err := maps.Load(maps.Embedded())
	if err != nil {
		return fmt.Errorf("load the maps: %w", err)
	}
	fmt.Printf("\n%-8s %6s %6s %10s %8s %9s %6s  %s\n", "players", "games", "crew", "imposters", "minutes", "meetings", "kills", "by")
	for players := 4; players <= 10; players++ {
		reasons := map[game.EndReason]int{}
		wins := map[game.Role]int{}
		var ticks, meetings, kills int
		for seed := range seeds {
			r := bots.Play(uint64(seed)+1, players, bots.Options{Map: all["space_station"], Mode: game.SabotageMode})
			wins[r.Winner]++
			reasons[r.Reason]++
			ticks, meetings, kills = ticks+r.Ticks, meetings+r.Meetings, kills+r.Kills
		}
		share := func(n int) float64 { return 100 * float64(n) / float64(seeds) }
		mean := func(n int) float64 { return float64(n) / float64(seeds) }
		fmt.Printf("%-8d %6d %5.0f%% %9.0f%% %8.1f %9.1f %6.1f  tasks %d, imposters gone %d, parity %d, reactor %d\n",
			players, seeds, share(wins[game.Crew]), share(wins[game.Imposter]), mean(ticks)/600, mean(meetings), mean(kills),
			reasons[game.TasksDone], reasons[game.ImpostersGone], reasons[game.Parity], reasons[game.ReactorLost])
	}
	return nil
}
