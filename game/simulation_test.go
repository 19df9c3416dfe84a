package game_test

import (
	"flag"
	"fmt"
	"hash/crc64"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sagishi/game"
	"sagishi/game/bots/simulation"
	"sagishi/internal/platform/gamedata"
)

var (
	seedFlag  = flag.Uint64("seed", 0, "simulate this seed only")
	gamesFlag = flag.Int("games", 200, "how many games to simulate")
	freshFlag = flag.Int("fresh", 4, "how many further games to simulate, other ones in each run")
)

var rarelyReached reached

const noWinner = "no winner"

// TestSimulatedGames plays whole games with bots of all behaviours, under many
// settings, and checks the invariants in every tick. Each seed is played twice:
// the events must be the same.
func TestSimulatedGames(t *testing.T) {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() || raceDetector {
		*gamesFlag = min(*gamesFlag, 16)
	}
	if *seedFlag != 0 {
		simulate(t, all, *seedFlag)
		return
	}
	t.Cleanup(func() { // after the parallel games
		if *gamesFlag >= 100 {
			rarelyReached.check(t)
		}
	})
	for worker := range 4 {
		t.Run(fmt.Sprintf("worker %d", worker), func(t *testing.T) {
			t.Parallel()
			for i := worker; i < *gamesFlag; i += 4 {
				simulate(t, all, uint64(i)+1)
			}
			for i := worker; i < *freshFlag; i += 4 {
				seed := uint64(rand.Uint32()) + 1
				t.Logf("-seed=%d", seed)
				simulate(t, all, seed)
			}
		})
	}
}

// seedOptions chooses settings and bots by the seed.
func seedOptions(all map[string]*game.Map, seed uint64) (players int, o simulation.Options) {
	s := game.DefaultSettings()
	if seed%2 == 0 {
		s.Visibility = game.SeeFog
	}
	s.AnonymousVotes, s.ConfirmEjects = seed%3 == 0, seed%5 != 0
	if seed%7 == 0 {
		s.KillCooldown, s.EmergencyMeetings, s.EmergencyCooldown = 0, 9, 0
	}
	o = simulation.Options{Map: all["space_station"], Settings: &s, Limit: 20_000}
	if seed%4 < 2 {
		o.Mode = game.SabotageMode
	}
	if seed%3 == 1 {
		o.Map = all["moon_base"]
	}
	natures := [][]simulation.Nature{
		{simulation.Honest},
		{simulation.Honest, simulation.Clumsy},
		{simulation.Flaky, simulation.Honest, simulation.Flaky},
		{simulation.Honest, simulation.Honest, simulation.Hostile},
		{simulation.Flaky, simulation.Clumsy, simulation.Hostile, simulation.Honest},
	}
	o.Natures = natures[seed%5]
	s.MinPlayers = 3
	return 5 + int(seed%11), o
}

func simulate(t *testing.T, all map[string]*game.Map, seed uint64) {
	t.Helper()
	players, o := seedOptions(all, seed)
	first, problems := playSeed(seed, players, o)
	for _, problem := range problems {
		t.Errorf("-seed=%d: %s", seed, problem)
	}
	if second, _ := playSeed(seed, players, o); second != first {
		t.Errorf("-seed=%d: two runs differ", seed)
	}
	if len(problems) == 0 {
		return
	}
	stuck := strings.HasPrefix(problems[0], noWinner)
	small := shrink(simulationCase{players, o}, func(p simulationCase) bool {
		_, found := playSeed(seed, p.players, p.options)
		if stuck { // with too few ticks any game has no winner
			return len(found) > 0 && p.options.Limit == o.Limit
		}
		return slices.ContainsFunc(found, func(problem string) bool { return !strings.HasPrefix(problem, noWinner) })
	})
	_, problems = playSeed(seed, small.players, small.options)
	t.Errorf("-seed=%d: the simplest failing game: %s: %s", seed, small, problems[len(problems)-1])
}

// playSeed plays a seed, and returns a checksum of all that happened.
func playSeed(seed uint64, players int, o simulation.Options) (sum uint64, problems []string) {
	checker := newInvariants(o.Map, *o.Settings, 10)
	var line []byte
	var known knowledge
	rare := situations{to: &rarelyReached}
	o.Watch = func(g *game.Game, inputs []game.Input, events []game.Event) {
		checker.check(g, inputs, events)
		known.check(g, inputs, events)
		rare.watch(events)
		for i := range events {
			line = fmt.Appendf(line[:0], "%d %b %s\n", checker.tick, events[i].To, describeEvent(events[i].Body))
			sum = addToChecksum(sum, line)
		}
		for seat := range game.MaxSeats {
			line = fmt.Appendf(line[:0], "%b%b", g.Visible(seat), g.Hidden(seat))
			sum = addToChecksum(sum, line)
		}
	}
	r := simulation.Play(seed, players, o)
	if !r.Finished {
		problems = append(problems, fmt.Sprintf(noWinner+" after %d ticks", r.Ticks))
	}
	return sum, append(append(problems, checker.problems...), known.problems...)
}

func addToChecksum(sum uint64, text []byte) uint64 {
	return crc64.Update(sum, crc64.MakeTable(crc64.ECMA), text)
}
