package game_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"sagishi/game"
)

// trace plays ticks and writes all that a seat is sent, with the tick.
type trace struct {
	game    *testGame
	courses *game.Courses
	seat    int
	out     strings.Builder
	tick    int
}

func newTrace(g *testGame) *trace { return &trace{game: g, courses: game.NewCourses(g.g)} }

func (r *trace) step(inputs ...game.Input) {
	r.tick++
	for _, e := range r.game.g.Step(inputs) {
		if e.To.Has(r.seat) {
			fmt.Fprintf(&r.out, "%d: %s\n", r.tick, describeEvent(e.Body))
		}
	}
	visible, hidden := r.game.g.Visible(r.seat), r.game.g.Hidden(r.seat)
	for other := range game.MaxSeats {
		if visible.Has(other) {
			fmt.Fprintf(&r.out, "%d: %d at %s\n", r.tick, other, formatVec(r.game.g.At(other)))
		}
		if hidden.Has(other) {
			fmt.Fprintf(&r.out, "%d: %d hidden\n", r.tick, other)
		}
	}
	r.stepCourses()
}

// stepCourses writes what a client is sent that is told courses.
func (r *trace) stepCourses() {
	r.courses.Update(game.Only(r.seat))
	for other := range game.MaxSeats {
		if r.courses.Shown(r.seat).Has(other) {
			fmt.Fprintf(&r.out, "%d: %d goes %+v\n", r.tick, other, r.courses.Course(other, r.courses.Ghosts(r.seat).Has(other)))
		}
	}
}

func steerInput(by string, x, z float64) game.Input {
	return input(by, game.Action{Kind: game.Steer, Op: 13, To: at(x, 0, z)})
}

// killInput is a kill of d.
func killInput(by string) game.Input {
	return input(by, game.Action{Kind: game.Kill, Op: 6, Target: "d"})
}

// A game is played twice with one secret changed. What a player is sent who may
// not know it must be the same, tick by tick.
func TestSecretsDoNotChangeWhatOthersReceive(t *testing.T) {
	tests := []struct {
		name    string
		changes map[string]any
		play    func(r *trace, second bool)
		another string // the imposter of the second game; "" = the same
	}{
		{name: "who the imposter is", another: "c", play: func(r *trace, _ bool) {
			r.step(steerInput("b", 1, 0), steerInput("c", 1, 0), steerInput("d", 1, 0))
			for range 30 {
				r.step()
			}
			// Far from a, one of them kills d. The other is refused.
			r.step(killInput("b"), killInput("c"), steerInput("b", 0, 0), steerInput("c", 0, 0), steerInput("d", 0, 1))
			for range 30 {
				r.step(input("a", game.Action{Kind: game.Resync, Op: 12}), killInput("a"), input("a", game.Action{Kind: game.Report, Op: 7, Target: "d"}))
			}
			for _, p := range r.game.g.View("d").Players {
				if p.UserID == "d" && p.Alive {
					r.game.tb.Fatal("nobody killed d")
				}
			}
		}},
		{name: "where a player out of sight walks", changes: map[string]any{"visibility": "fog"}, play: func(r *trace, second bool) {
			r.step(steerInput("d", 1, 0))
			for range 30 {
				r.step()
			}
			if second {
				r.step(steerInput("d", 0, 1))
			} else {
				r.step(steerInput("d", 0, -1))
			}
			for range 20 {
				r.step(input("a", game.Action{Kind: game.Resync, Op: 12}))
			}
		}},
		{name: "what the ghost of a player who was killed unseen does", play: func(r *trace, second bool) {
			walk := func() game.Input {
				to := r.game.g.At(3)
				to.X += 1500
				return input("d", game.Action{Kind: game.Position, Op: 1, To: to})
			}
			r.step(steerInput("b", 0.75, 0))
			for range 12 {
				r.step(walk())
			}
			for i := range 30 {
				switch {
				case i == 0 && second:
					r.step(walk(), killInput("b"), steerInput("d", 0, 1))
				case i == 0:
					r.step(walk(), killInput("b"))
				case !second:
					r.step()
				case i%3 == 0:
					r.step(steerInput("d", 0, 1))
				default:
					r.step(walk())
				}
			}
			if r.game.g.View("d").Players[3].Alive {
				r.game.tb.Fatal("nobody killed d")
			}
		}},
		{name: "which vent an imposter is in", play: func(r *trace, second bool) {
			r.step(steerInput("b", 0, -1))
			r.step()
			for range 3 {
				r.step()
			}
			r.step(steerInput("b", 0, 0), input("b", game.Action{Kind: game.Vent, Op: 11, Target: "north"}))
			if second {
				r.step(input("b", game.Action{Kind: game.Vent, Op: 11, Target: "south"}))
			} else {
				r.step()
			}
			if vent := r.game.g.View("b").Vent; (vent == "south") != second {
				r.game.tb.Fatalf("the imposter is in vent %q", vent)
			}
			for range 20 {
				r.step(input("a", game.Action{Kind: game.Resync, Op: 12}))
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changes := map[string]any{"tasks_per_player": 0.0, "max_speed": 20.0, "crew_sight": 8.0}
			maps.Copy(changes, test.changes)
			s := fastSettings(t, changes)
			var traces [2]string
			for i, imposter := range []string{"b", map[bool]string{true: "b", false: test.another}[test.another == ""]} {
				r := newTrace(startedGame(t, game.Classic, s, "abcdef", imposter))
				test.play(r, i == 1)
				traces[i] = r.out.String()
			}
			if traces[0] == "" {
				t.Fatal("nothing was received: the test shows nothing")
			}
			if traces[0] != traces[1] {
				t.Error(firstDifference(traces[0], traces[1]))
			}
		})
	}
}
