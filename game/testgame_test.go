package game_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"sagishi/game"
)

// testMap is a small map: everything is within a few steps of the button.
func testMap() *game.Map {
	m := &game.Map{
		ID: "hall", Name: "Hall",
		Min: at(-50, -10, -50), Max: at(50, 10, 50),
		Tasks: []game.Place{
			{ID: "sweep", At: at(10, 0, 0)},
			{ID: "mop", At: at(20, 0, 0)},
			{ID: "dust", At: at(0, 0, 10)},
			{ID: "wipe", At: at(0, 0, 20)},
		},
		Panels: []game.Panel{
			{System: game.Reactor, At: at(-10, 0, 0)}, {System: game.Lights, At: at(-20, 0, 0)}, {System: game.Comms, At: at(-30, 0, 0)},
		},
		Vents: []game.VentPlace{
			{ID: "north", At: at(0, 0, -10), Links: []string{"south"}},
			{ID: "south", At: at(0, 0, -40), Links: []string{"north"}},
			{ID: "alone", At: at(0, 0, -12)},
		},
		Walls: []game.Wall{{A: at(30, 0, -5), B: at(30, 0, 5)}},
	}
	for i := range 15 {
		m.Spawns = append(m.Spawns, at(float64(i%4)*0.5, 0, float64(i/4)*0.5))
	}
	return m
}

func at(x, y, z float64) game.Vec {
	return game.Vec{X: int32(x * game.Milli), Y: int32(y * game.Milli), Z: int32(z * game.Milli)}
}

// fastSettings are settings with short times. A test changes those it is about.
func fastSettings(tb testing.TB, changes map[string]any) game.Settings {
	tb.Helper()
	s := game.DefaultSettings()
	set := func(name string, value any) {
		if err := s.Set(name, value); err != nil {
			tb.Fatal(err)
		}
	}
	for _, name := range []string{"kill_cooldown_seconds", "emergency_cooldown_seconds", "start_countdown_seconds", "sabotage_cooldown_seconds", "reveal_seconds"} {
		set(name, 0.0)
	}
	set("discussion_seconds", 1.0)
	set("voting_seconds", 5.0)
	set("max_speed", 100.0)
	set("tasks_per_player", 1.0)
	for name, value := range changes {
		set(name, value)
	}
	return s
}

// testGame is a game whose players have letters as names, with a log of its
// events.
type testGame struct {
	tb           testing.TB
	g            *game.Game
	ticks        int
	rate         int
	logPositions bool
	log          strings.Builder
}

func newTestGame(tb testing.TB, mode game.Mode, s game.Settings, seed byte, bots int) *testGame {
	tb.Helper()
	return &testGame{tb: tb, rate: 10, g: game.New(game.Config{TickRate: 10, Mode: mode, Map: testMap(), Settings: s, Seed: [32]byte{seed}, Bots: bots})}
}

// startedGame returns a game that has just begun with these players and exactly
// these imposters.
func startedGame(tb testing.TB, mode game.Mode, s game.Settings, players, imposters string) *testGame {
	tb.Helper()
	for seed := range 256 {
		b := newTestGame(tb, mode, s, byte(seed), 0)
		for _, name := range players {
			b.join(string(name))
		}
		b.step(input(players[:1], game.Action{Kind: game.Start, Op: 3}))
		for range 2 + b.rate*int(s.StartCountdown.Seconds()) {
			b.step()
		}
		if b.g.Phase() != game.Playing {
			tb.Fatalf("phase %s after the start:\n%s", b.g.Phase(), b.log.String())
		}
		if b.impostersAmong(players) == imposters {
			b.log.Reset()
			return b
		}
	}
	tb.Fatalf("no seed makes %q the imposters of %q", imposters, players)
	return nil
}

func (b *testGame) impostersAmong(players string) string {
	var out strings.Builder
	for _, name := range players {
		if b.g.View(game.PlayerID(name)).Role == game.Imposter {
			out.WriteRune(name)
		}
	}
	return out.String()
}

func input(by string, a game.Action) game.Input {
	return game.Input{By: game.PlayerID(by), Action: a}
}

func (b *testGame) join(name string) {
	if err := b.g.Join(game.PlayerID(name), name); err != nil {
		fmt.Fprintf(&b.log, "%s cannot join: %v\n", name, err)
	}
}

// step runs a tick and logs what happened.
func (b *testGame) step(inputs ...game.Input) {
	b.ticks++
	events := b.g.Step(inputs)
	for _, e := range events {
		fmt.Fprintf(&b.log, "to %s: %s\n", b.names(e.To), describeEvent(e.Body))
	}
	if b.logPositions {
		b.logVisible()
	}
}

func (b *testGame) logVisible() {
	for seat := range game.MaxSeats {
		if b.g.PlayerAt(seat) == "" || b.g.Visible(seat)|b.g.Hidden(seat) == 0 {
			continue
		}
		fmt.Fprintf(&b.log, "%s sees", b.g.PlayerAt(seat))
		for other := range game.MaxSeats {
			if b.g.Visible(seat).Has(other) {
				fmt.Fprintf(&b.log, " %s@%s", b.g.PlayerAt(other), formatVec(b.g.At(other)))
			}
			if b.g.Hidden(seat).Has(other) {
				fmt.Fprintf(&b.log, " %s-hidden", b.g.PlayerAt(other))
			}
		}
		b.log.WriteByte('\n')
	}
}

func (b *testGame) names(a game.Audience) string {
	var out []string
	for seat := range game.MaxSeats {
		if a.Has(seat) {
			name := string(b.g.PlayerAt(seat))
			if name == "" {
				name = "#" + strconv.Itoa(seat)
			}
			out = append(out, name)
		}
	}
	return strings.Join(out, ",")
}
