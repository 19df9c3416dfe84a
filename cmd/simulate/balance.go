package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/platform/gamedata"
)

// balance plays games of the bare rules, each seed once for each mode and
// number of players, and prints who wins them.
func balance(seeds int) error {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		return fmt.Errorf("load the maps: %w", err)
	}
	fmt.Printf("\n%-8s %7s %6s %6s %9s %8s %8s %6s %8s  %s\n",
		"mode", "players", "games", "crew", "imposters", "minutes", "meetings", "kills", "games/s", "by")
	began := time.Now()
	games := 0
	for _, mode := range []game.Mode{game.Classic, game.SabotageMode} {
		for players := 4; players <= 10; players++ {
			start := time.Now()
			t := playAll(seeds, players, bots.Options{Map: all["space_station"], Mode: mode})
			if t.endless > 0 {
				return fmt.Errorf("%s, %d players: %d games have no end", mode, players, t.endless)
			}
			t.print(mode, players, time.Since(start))
			games += t.games
		}
	}
	fmt.Printf("%d games, %.0f games a second\n", games, perSecond(games, time.Since(began)))
	return nil
}

// total is what became of many games.
type total struct {
	games, endless         int
	ticks, meetings, kills int
	wins                   map[game.Role]int
	reasons                map[game.EndReason]int
}

// playAll plays a game for each seed, as many at once as there are processors.
// The sums do not depend on who plays which.
func playAll(seeds, players int, o bots.Options) *total {
	t := &total{wins: map[game.Role]int{}, reasons: map[game.EndReason]int{}}
	var (
		wait sync.WaitGroup
		lock sync.Mutex
		next atomic.Int64
	)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for seed := next.Add(1); seed <= int64(seeds); seed = next.Add(1) {
				r := bots.Play(uint64(seed), players, o)
				lock.Lock()
				t.add(&r)
				lock.Unlock()
			}
		})
	}
	wait.Wait()
	return t
}

func (t *total) add(r *bots.Report) {
	t.games++
	if !r.Finished {
		t.endless++
	}
	t.wins[r.Winner]++
	t.reasons[r.Reason]++
	t.ticks, t.meetings, t.kills = t.ticks+r.Ticks, t.meetings+r.Meetings, t.kills+r.Kills
}

func (t *total) print(mode game.Mode, players int, took time.Duration) {
	mean := func(n int) float64 { return float64(n) / float64(t.games) }
	fmt.Printf("%-8s %7d %6d %5.1f%% %8.1f%% %8.1f %8.1f %6.1f %8.0f  tasks %d, imposters gone %d, parity %d, reactor %d\n",
		mode, players, t.games, 100*mean(t.wins[game.Crew]), 100*mean(t.wins[game.Imposter]),
		mean(t.ticks)/600, mean(t.meetings), mean(t.kills), perSecond(t.games, took),
		t.reasons[game.TasksDone], t.reasons[game.ImpostersGone], t.reasons[game.Parity], t.reasons[game.ReactorLost])
}

func perSecond(games int, took time.Duration) float64 { return float64(games) / took.Seconds() }
