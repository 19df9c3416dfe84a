package game_test

import (
	"flag"
	"fmt"
	"hash/crc64"
	"testing"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/maps"
)

var (
	seedFlag  = flag.Uint64("seed", 0, "simulate this seed alone")
	gamesFlag = flag.Int("games", 200, "how many games to simulate")
)

// TestSimulatedGames plays whole games with bots of all natures, under many
// settings, and checks every tick with the oracle. Each seed is played twice:
// the events must be the same.
func TestSimulatedGames(t *testing.T) {
	all, err := maps.Load(maps.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() || raced {
		*gamesFlag = min(*gamesFlag, 16)
	}
	if *seedFlag != 0 {
		simulate(t, all, *seedFlag)
		return
	}
	for worker := range 4 {
		t.Run(fmt.Sprintf("worker %d", worker), func(t *testing.T) {
			t.Parallel()
			for i := worker; i < *gamesFlag; i += 4 {
				simulate(t, all, uint64(i)+1)
			}
		})
	}
}

// variety is the settings and natures of a seed.
func variety(all map[string]*game.Map, seed uint64) (players int, o bots.Options) {
	s := game.DefaultSettings()
	if seed%2 == 0 {
		s.Visibility = game.SeeFog
	}
	s.AnonymousVotes, s.ConfirmEjects = seed%3 == 0, seed%5 != 0
	if seed%7 == 0 {
		s.KillCooldown, s.EmergencyMeetings, s.EmergencyCooldown = 0, 9, 0
	}
	o = bots.Options{Map: all["space_station"], Settings: &s, Limit: 20_000}
	if seed%4 < 2 {
		o.Mode = game.SabotageMode
	}
	if seed%3 == 1 {
		o.Map = all["moon_base"]
	}
	natures := [][]bots.Nature{
		{bots.Honest},
		{bots.Honest, bots.Clumsy},
		{bots.Flaky, bots.Honest, bots.Flaky},
		{bots.Honest, bots.Honest, bots.Hostile},
		{bots.Flaky, bots.Clumsy, bots.Hostile, bots.Honest},
	}
	o.Natures = natures[seed%5]
	s.MinPlayers = 3
	return 5 + int(seed%11), o
}

func simulate(t *testing.T, all map[string]*game.Map, seed uint64) {
	t.Helper()
	first, problems := once(all, seed)
	for _, problem := range problems {
		t.Errorf("-seed=%d: %s", seed, problem)
	}
	if again, _ := once(all, seed); again != first {
		t.Errorf("-seed=%d: played twice, went otherwise", seed)
	}
}

// once plays a seed, and returns a hash of all that happened.
func once(all map[string]*game.Map, seed uint64) (sum uint64, problems []string) {
	players, o := variety(all, seed)
	watcher := newOracle(*o.Settings, 10)
	var story []byte
	o.Watch = func(g *game.Game, _ []game.Input, events []game.Event) {
		watcher.watch(g, events)
		for i := range events {
			story = fmt.Appendf(story[:0], "%d %b %s\n", watcher.tick, events[i].To, told(events[i].Body))
			sum = mix(sum, story)
		}
		for seat := range game.MaxSeats {
			story = fmt.Appendf(story[:0], "%b%b", g.Visible(seat), g.Hidden(seat))
			sum = mix(sum, story)
		}
	}
	r := bots.Play(seed, players, o)
	if !r.Finished {
		problems = append(problems, fmt.Sprintf("no winner after %d ticks", r.Ticks))
	}
	return sum, append(problems, watcher.problems...)
}

// mix adds a text to a checksum.
func mix(sum uint64, text []byte) uint64 {
	return crc64.Update(sum, crc64.MakeTable(crc64.ECMA), text)
}
