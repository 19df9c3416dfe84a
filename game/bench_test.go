package game_test

import (
	"fmt"
	"math"
	"testing"

	"sagishi/game"
	"sagishi/internal/platform/gamedata"
)

// walkingGame returns a running game on the space station, and two ticks of
// inputs in which all players move there and back.
func walkingGame(tb testing.TB, players int, visibility game.Visibility, solid bool) (*game.Game, [2][]game.Input) {
	tb.Helper()
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		tb.Fatal(err)
	}
	s := fastSettings(tb, map[string]any{"visibility": string(visibility), "max_players": 15.0, "tasks_per_player": 4.0, "solid_walls": solid})
	g := game.New(game.Config{TickRate: 10, Mode: game.SabotageMode, Map: all["space_station"], Settings: s})
	for i := range players {
		if err := g.Join(game.PlayerID(fmt.Sprintf("%08d-0000-4000-8000-000000000000", i)), fmt.Sprintf("player-%d", i)); err != nil {
			tb.Fatal(err)
		}
	}
	host := g.Host()
	g.Step([]game.Input{{By: host, Action: game.Action{Kind: game.Start}}})
	for range 3 {
		g.Step(nil)
	}
	var ticks [2][]game.Input
	for i := range ticks {
		for seat := range players {
			to := g.At(seat)
			to.X += int32(700 * i)
			to.Z += int32(400 * i)
			ticks[i] = append(ticks[i], game.Input{By: g.PlayerAt(seat), Action: game.Action{Kind: game.Position, Op: 1, To: to}})
		}
	}
	return g, ticks
}

func BenchmarkStep(b *testing.B) {
	for _, c := range []struct {
		players    int
		visibility game.Visibility
	}{{10, game.SeeAll}, {15, game.SeeAll}, {10, game.SeeFog}, {15, game.SeeFog}} {
		for _, solid := range []bool{true, false} {
			b.Run(fmt.Sprintf("players=%d/visibility=%s/solid=%v", c.players, c.visibility, solid), func(b *testing.B) {
				g, ticks := walkingGame(b, c.players, c.visibility, solid)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					g.Step(ticks[i%2])
				}
			})
		}
	}
	for _, visibility := range []game.Visibility{game.SeeAll, game.SeeFog} {
		b.Run(fmt.Sprintf("courses/visibility=%s", visibility), func(b *testing.B) {
			g, ticks := walkingGame(b, 10, visibility, true)
			courses := game.NewCourses(g)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				g.Step(ticks[i%2])
				courses.Update(math.MaxUint16)
			}
		})
	}
	b.Run("idle", func(b *testing.B) {
		g, _ := walkingGame(b, 10, game.SeeAll, true)
		b.ReportAllocs()
		for b.Loop() {
			g.Step(nil)
		}
	})
}

func TestMovingDoesNotAllocate(t *testing.T) {
	for _, visibility := range []game.Visibility{game.SeeAll, game.SeeFog} {
		g, ticks := walkingGame(t, 10, visibility, true)
		i := 0
		if n := testing.AllocsPerRun(200, func() {
			if events := g.Step(ticks[i%2]); len(events) > 0 {
				t.Errorf("%s: %T", visibility, events[0].Body)
			}
			i++
			if i > 2 && g.Moved() == 0 {
				t.Error("nobody moved")
			}
		}); n != 0 {
			t.Errorf("visibility %s: %v allocations a tick", visibility, n)
		}
	}
}
