package main

import (
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"sagishi/game"
	simulated "sagishi/game/bots/simulation"
	"sagishi/internal/platform/gamedata"
)

// balance plays games of the bare rules with game/bots/simulation, each seed once
// for each mode, number of players and speed, and prints how often each side wins.
func balance(out io.Writer, seeds int) error {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		return fmt.Errorf("load the maps: %w", err)
	}
	writef(out, "\n== Are the rules fair? %d games of the bare rules for each mode and number of players\n", seeds)
	began, games := time.Now(), 0
	for _, human := range []bool{false, true} {
		printHead(out, human)
		for _, mode := range []game.Mode{game.Classic, game.SabotageMode} {
			for players := 4; players <= 10; players++ {
				t := playAll(seeds, players, simulated.Options{Map: all["space_station"], Mode: mode, Human: human})
				if t.unfinished > 0 {
					return fmt.Errorf("%s, %d players: %d games have no end", mode, players, t.unfinished)
				}
				t.print(out, mode, players)
				games += t.games
			}
		}
	}
	writef(out, "%d games, %.0f games a second\n", games, float64(games)/time.Since(began).Seconds())
	return nil
}

// printHead prints what stands above the table of one speed.
func printHead(out io.Writer, human bool) {
	speed := "act in every tick"
	if human {
		speed = "act at the speed of a person, as the server's do"
	}
	writef(out, "\nThe bots %s.\n", speed)
	writef(out, "%-8s %7s | %9s %14s | %8s %9s %9s %9s | %7s %8s %5s\n", "", "",
		"won by", "won by", "all", "imposters", "crew", "reactor", "", "", "")
	writef(out, "%-8s %7s | %9s %14s | %8s %9s %9s %9s | %7s %8s %5s\n",
		"mode", "players", "the crew", "the imposters", "tasks", "ejected", "killed", "lost", "minutes", "meetings", "kills")
}

// total sums up the outcomes of many games.
type total struct {
	games, unfinished      int
	ticks, meetings, kills int
	wins                   map[game.Role]int
	reasons                map[game.EndReason]int
}

// playAll plays a game for each seed on all processors. The sums do not depend on
// the order.
func playAll(seeds, players int, o simulated.Options) *total {
	t := &total{wins: map[game.Role]int{}, reasons: map[game.EndReason]int{}}
	var (
		wait sync.WaitGroup
		lock sync.Mutex
		next atomic.Int64
	)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for seed := next.Add(1); seed <= int64(seeds); seed = next.Add(1) {
				r := simulated.Play(uint64(seed), players, o)
				lock.Lock()
				t.add(&r)
				lock.Unlock()
			}
		})
	}
	wait.Wait()
	return t
}

func (t *total) add(r *simulated.Report) {
	t.games++
	if !r.Finished {
		t.unfinished++
	}
	t.wins[r.Winner]++
	t.reasons[r.Reason]++
	t.ticks, t.meetings, t.kills = t.ticks+r.Ticks, t.meetings+r.Meetings, t.kills+r.Kills
}

func (t *total) print(out io.Writer, mode game.Mode, players int) {
	mean := func(n int) float64 { return float64(n) / float64(t.games) }
	writef(out, "%-8s %7d | %8.1f%% %13.1f%% | %8d %9d %9d %9d | %7.1f %8.1f %5.1f\n",
		mode, players, 100*mean(t.wins[game.Crew]), 100*mean(t.wins[game.Imposter]),
		t.reasons[game.TasksDone], t.reasons[game.ImpostersGone], t.reasons[game.Parity], t.reasons[game.ReactorLost],
		mean(t.ticks)/(60*ticksPerSecond), mean(t.meetings), mean(t.kills))
}
