package game_test

import (
	"fmt"
	"maps"
	"math"
	"strings"
	"testing"

	"sagishi/game"
)

// courseGame is a running game of a, b, c, d and e whose clients are told courses.
// The imposter is a.
type courseGame struct {
	*testGame

	courses *game.Courses
}

func newCourseGame(t *testing.T, changes map[string]any) *courseGame {
	t.Helper()
	settings := map[string]any{"max_speed": 8.0, "kill_distance": 20.0, "emergency_meetings": 9.0, "button_distance": 200.0}
	maps.Copy(settings, changes)
	b := &courseGame{testGame: startedGame(t, game.SabotageMode, fastSettings(t, settings), "abcde", "a")}
	b.courses = game.NewCourses(b.g)
	for range 50 - b.ticks%50 { // until all were told all
		b.advance()
	}
	return b
}

func (b *courseGame) advance(inputs ...game.Input) {
	b.step(inputs...)
	b.courses.Update(math.MaxUint16)
}

func headFor(by string, dx, dz float64) game.Input {
	return input(by, game.Action{Kind: game.Steer, Op: 13, To: at(dx, 0, dz)})
}

func report(by string, to game.Vec) game.Input {
	return input(by, game.Action{Kind: game.Position, Op: 1, To: to})
}

// told describes what a player is told in this tick.
func (b *courseGame) told(name string) string {
	seat, _ := b.g.Seat(game.PlayerID(name))
	var out []string
	for other := range game.MaxSeats {
		if b.courses.Shown(seat).Has(other) {
			course := b.courses.Course(other, b.courses.Ghosts(seat).Has(other))
			text := fmt.Sprintf("%s@%s", b.g.PlayerAt(other), formatVec(course.At))
			if d := course.Direction; d != (game.Vec{}) {
				text += fmt.Sprintf(">%g,%g", float64(d.X)/game.Milli, float64(d.Z)/game.Milli)
			}
			out = append(out, text)
		}
		if b.g.Hidden(seat).Has(other) {
			out = append(out, string(b.g.PlayerAt(other))+" hidden")
		}
	}
	return strings.Join(out, " ")
}

// expect checks what players are told in this tick; "" stands for nothing.
func (b *courseGame) expect(what string, want map[string]string) {
	b.tb.Helper()
	for name, text := range want {
		if got := b.told(name); got != text {
			b.tb.Errorf("%s: %s is told %q, not %q", what, name, got, text)
		}
	}
}

// quiet runs some ticks in which nobody is told anything.
func (b *courseGame) quiet(what string, ticks int) {
	b.tb.Helper()
	for range ticks {
		b.advance()
		b.expect(what, map[string]string{"a": "", "b": "", "c": "", "d": "", "e": ""})
	}
}

func TestWalkersAreToldWhenTheyStartTurnAndStop(t *testing.T) {
	b := newCourseGame(t, nil)
	b.quiet("all stand", 5)
	b.advance(headFor("b", 1, 0))
	b.expect("b starts", map[string]string{"a": "b@1.3,0,0>1,0", "b": "b@1.3,0,0>1,0"})
	b.quiet("b walks", 4)
	b.advance(headFor("b", 1, 0.01))
	b.expect("b turns by a hair", map[string]string{"a": ""})
	b.advance(headFor("b", 0, -0.5))
	b.expect("b turns", map[string]string{"a": "b@5.299,0,-0.392>0,-0.5", "e": "b@5.299,0,-0.392>0,-0.5"})
	b.quiet("b walks on", 5)
	b.advance(headFor("b", 0, 0))
	b.expect("b stops", map[string]string{"a": "b@5.299,0,-2.392"})
	b.quiet("b stands", 20)
}

func TestAllAreToldAllCoursesInTheSameTick(t *testing.T) {
	b := newCourseGame(t, nil)
	b.advance(headFor("b", 0, 1))
	b.quiet("b walks", 48)
	b.advance()
	all := "a@0,0,0 b@0.5,0,40>0,1 c@1,0,0 d@1.5,0,0 e@0,0,0.5"
	b.expect("five seconds", map[string]string{"a": all, "b": all, "c": all, "d": all, "e": all})
	b.quiet("b walks on", 10)
}

func TestWalkerAlongAWallIsToldWithTheWayAlongIt(t *testing.T) {
	b := newCourseGame(t, nil)
	b.advance(headFor("b", 1, 0))
	for b.g.At(1).X < 27_000 {
		b.advance()
	}
	b.advance(headFor("b", 0.8, 0.6))
	b.expect("b turns", map[string]string{"a": "b@28.34,0,0.48>0.8,0.6"})
	b.advance()
	for b.told("a") == "" {
		b.advance()
	}
	b.expect("b meets the wall", map[string]string{"a": "b@29.99,0,1.92>0,0.6"})
	b.quiet("b slides", 7)
	b.advance()
	b.expect("b is past the wall", map[string]string{"a": "b@30.63,0,5.76>0.8,0.6"})
	b.quiet("b walks on", 2)
}

func TestReportedPositionsAreACourseUntilTheyStop(t *testing.T) {
	b := newCourseGame(t, nil)
	step := func(n float64) game.Input { return report("b", at(0.5+0.8*n, 0, 0)) }
	b.advance(step(1))
	b.expect("b starts", map[string]string{"a": "b@1.3,0,0>1,0", "b": ""})
	b.advance(step(2))
	b.advance() // a message is late
	b.advance(step(4))
	b.expect("b walks", map[string]string{"a": ""})
	b.advance(report("b", at(3.7, 0, 0.8)))
	b.expect("b has turned, but is near enough", map[string]string{"a": "b@3.7,0,0.8>0,1"})
	b.advance()
	b.expect("b may be late", map[string]string{"a": ""})
	b.advance()
	b.expect("b stands", map[string]string{"a": "b@3.7,0,0.8"})
	b.quiet("b stands", 10)
	b.advance(report("b", at(3.72, 0, 0.8)))
	b.expect("b hardly moves", map[string]string{"a": ""})
	for b.told("a") == "" {
		b.advance()
	}
	b.expect("all courses are exact", map[string]string{"a": "a@0,0,0 b@3.72,0,0.8 c@1,0,0 d@1.5,0,0 e@0,0,0.5"})
}

func TestSlowWalkersAreToldAtOnceToo(t *testing.T) {
	b := newCourseGame(t, nil)
	b.advance(headFor("b", 0.04, 0))
	b.expect("b starts", map[string]string{"a": "b@0.532,0,0>0.04,0"})
	b.advance(headFor("b", 0, 0.04))
	b.expect("b turns", map[string]string{"a": "b@0.532,0,0.032>0,0.04"})
	b.quiet("b walks", 10)
}

func TestMeetingStopsAllCourses(t *testing.T) {
	b := newCourseGame(t, nil)
	b.advance(headFor("b", 1, 0), report("c", at(1, 0, 0.8)))
	b.expect("b and c start", map[string]string{"a": "b@1.3,0,0>1,0 c@1,0,0.8>0,1"})
	b.advance(input("d", game.Action{Kind: game.CallOrVote, Op: 2, Call: true}))
	if b.g.Phase() != game.Discussion {
		t.Fatalf("phase %s", b.g.Phase())
	}
	b.expect("the list says where all stand", map[string]string{"a": "", "b": "", "e": ""})
	b.quiet("the meeting", 5)
}

func TestUnseenDeathLooksLikeStanding(t *testing.T) {
	// Nobody else sees so far.
	b := newCourseGame(t, map[string]any{"crew_sight": 1.0})
	b.advance(headFor("b", 0, 1))
	b.quiet("b walks", 9)
	b.advance(headFor("d", 1, 0))
	b.advance(input("a", game.Action{Kind: game.Kill, Op: 6, Target: "b"}))
	stop := "b@0.5,0,8.8"
	b.expect("b dies", map[string]string{"c": stop, "d": stop, "a": "", "b": "b@0.5,0,9.6>0,1"})
	b.advance(headFor("d", 0, 0))
	b.expect("d, who lives, stops too", map[string]string{"c": "d@3.1,0,0"})
	b.advance(headFor("b", 1, 0))
	b.expect("the ghost turns", map[string]string{"b": "b@1.3,0,10.4>1,0", "c": "", "d": "", "e": "", "a": ""})
	b.advance(input("a", game.Action{Kind: game.Kill, Op: 6, Target: "e"}))
	b.expect("e dies, who stood", map[string]string{"a": "", "c": "", "d": "", "b": "e@0,0,0.5", "e": "b@2.1,0,10.4>1,0 e@0,0,0.5"})
	for b.ticks%50 != 0 {
		b.advance()
	}
	b.expect("all courses", map[string]string{"c": "a@0,0,0 " + stop + " c@1,0,0 d@3.1,0,0 e@0,0,0.5"})
}

func TestCourseOutOfSightIsHidden(t *testing.T) {
	b := newCourseGame(t, map[string]any{"visibility": "fog", "crew_sight": 5.0, "imposter_sight": 5.0})
	b.advance(headFor("b", 0, 1))
	b.expect("b starts", map[string]string{"c": "b@0.5,0,0.8>0,1"})
	b.quiet("b is in sight", 5)
	for b.told("c") == "" {
		b.advance()
	}
	b.expect("b leaves c's sight", map[string]string{"c": "b hidden", "b": "a hidden c hidden d hidden e hidden"})
	b.quiet("b is out of sight", 3)
	b.advance(headFor("b", 0, -1))
	b.expect("b turns unseen", map[string]string{"c": "", "b": "b@0.5,0,7.2>0,-1"})
	for b.told("c") == "" {
		b.advance()
	}
	b.expect("b is in sight again", map[string]string{"c": "b@0.5,0,4.8>0,-1"})
}

func TestPlayerInAVentStandsWhereItWasEntered(t *testing.T) {
	b := newCourseGame(t, map[string]any{"task_distance": 20.0})
	b.advance(headFor("a", 0, -1))
	b.advance(input("a", game.Action{Kind: game.Vent, Op: 11, Target: "north"}))
	b.expect("a is in the vent", map[string]string{"b": "a@0,0,-0.8", "a": ""})
	b.advance(input("a", game.Action{Kind: game.Vent, Op: 11, Target: "south"}))
	for b.ticks%50 != 49 {
		b.quiet("a is in the vent", 1)
	}
	b.advance()
	b.expect("all courses", map[string]string{
		"a": "b@0.5,0,0 c@1,0,0 d@1.5,0,0 e@0,0,0.5", "b": "a@0,0,-0.8 b@0.5,0,0 c@1,0,0 d@1.5,0,0 e@0,0,0.5",
	})
	b.advance(input("a", game.Action{Kind: game.Vent, Op: 11}))
	b.expect("a leaves the other vent", map[string]string{"b": "a@0,0,-40"})
}

func TestReturningPlayerIsToldWhoMoves(t *testing.T) {
	b := newCourseGame(t, nil)
	b.advance(headFor("b", 1, 0), headFor("c", 0, 1))
	b.g.Drop("c")
	b.advance()
	b.expect("c stops as the connection is lost", map[string]string{"a": "b@2.1,0,0>1,0", "c": ""})
	b.quiet("b walks", 5)
	b.join("c")
	b.advance()
	b.expect("c is back", map[string]string{"c": "b@6.9,0,0>1,0", "a": "b@6.9,0,0>1,0"})
	b.advance(input("d", game.Action{Kind: game.Resync, Op: 12}))
	b.expect("d asks for the state", map[string]string{"d": "b@7.7,0,0>1,0", "a": ""})
}

func TestCoursesGoOnAtANewSpeed(t *testing.T) {
	b := &courseGame{testGame: newTestGame(t, game.Classic, fastSettings(t, map[string]any{"max_speed": 8.0}), 1, 0)}
	b.courses = game.NewCourses(b.g)
	b.join("a")
	b.join("b")
	b.advance()
	for step := range 6 {
		b.advance(headFor("b", 1, 0), report("a", at(0, 0, 0.8*float64(step))))
	}
	b.expect("both walk", map[string]string{"a": "", "b": ""})
	faster := fastSettings(t, map[string]any{"max_speed": 16.0})
	b.advance(input("a", game.Action{Kind: game.ChangeSettings, Op: 4, Settings: &faster}))
	b.expect("the speed changes", map[string]string{"a": "b@6.9,0,0>1,0"})
	if got := b.courses.Course(0, false); got.At != b.g.At(0) {
		t.Errorf("a is at %v, shown at %v", b.g.At(0), got.At)
	}
	b.advance()
	b.expect("b walks on", map[string]string{"a": ""})
}

func TestNextPlayerOfASeatHasACourseOfTheirOwn(t *testing.T) {
	b := &courseGame{testGame: newTestGame(t, game.Classic, fastSettings(t, map[string]any{"max_speed": 8.0}), 1, 0)}
	b.courses = game.NewCourses(b.g)
	b.join("a")
	b.join("b")
	b.advance()
	b.advance(report("b", at(1.3, 0, 0)))
	b.advance(report("b", at(0.5, 0, 0)))
	b.expect("b walks back", map[string]string{"a": "b@0.5,0,0>-1,0"})
	b.g.Leave("b")
	b.join("c")
	b.advance()
	b.expect("c stands where b was", map[string]string{"a": ""})
	if got := b.courses.Course(1, false); got != (game.Course{At: b.g.At(1)}) {
		t.Errorf("the course of c is %+v", got)
	}
}

func TestFollowingCoursesDoesNotAllocate(t *testing.T) {
	for _, visibility := range []game.Visibility{game.SeeAll, game.SeeFog} {
		g, ticks := walkingGame(t, 10, visibility, true)
		courses, i, told := game.NewCourses(g), 0, game.Audience(0)
		if n := testing.AllocsPerRun(200, func() {
			g.Step(ticks[i%2])
			courses.Update(math.MaxUint16)
			told |= courses.Shown(3)
			i++
		}); n != 0 || told == 0 {
			t.Errorf("visibility %s: %v allocations a tick, told %b", visibility, n, told)
		}
	}
}
