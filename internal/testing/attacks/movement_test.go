package attacks_test

import (
	"math"
	"testing"

	"google.golang.org/protobuf/proto"

	"sagishi/protocol"
)

// slow are settings with a realistic speed: eight units per second.
const slow = quickSettings + `,"max_speed":8`

func distance(p *player, x, z float64) float64 {
	px, pz := p.position()
	return math.Hypot(px-x, pz-z)
}

func TestTooFastMovesTeleportsAndLeavingTheMapAreRefused(t *testing.T) {
	w := newWorld(t, nil)
	_, _, crew := w.newGame("classic", slow, "ann", "bob", "cat", "dan")
	runner := crew[0]
	x, z := runner.position()
	for _, attack := range []struct{ code, payload string }{
		{"too_fast", `{"x":40,"z":40}`},
		{"too_fast", `{"x":0,"y":9.9,"z":0}`},
		{"out_of_bounds", `{"x":50.001,"z":0}`},
		{"out_of_bounds", `{"x":0,"y":11,"z":0}`},
		{"out_of_bounds", `{"x":999999,"z":0}`},
		{"bad_value", `{"x":1e300,"z":0}`},
		{"bad_value", `{"x":1e999,"z":0}`},
		{"bad_value", `{"x":-1e999,"z":0}`},
		{"malformed", `{"x":NaN,"z":0}`},
		{"malformed", `{"x":"0","z":0}`},
		{"malformed", `{"x":null,"z":null}`},
		{"malformed", `{}`},
	} {
		runner.refused(attack.code, protocol.OpPosition, `%s`, attack.payload)
		runner.w.nk.Tick(runner.match, 20) // until the strikes expire
	}
	if gone := distance(runner, x, z); gone > 0.001 {
		t.Errorf("refused moves moved the player by %v", gone)
	}
}

func TestNaNAndInfinityAreRefusedInProtobuf(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{}`, w.logins("ann")...)
	bob := w.login("bob")
	bob.match = p.match
	w.must(bob.JoinMatch(p.match, map[string]string{"encoding": "protobuf"}))
	for op, message := range map[int64]proto.Message{
		protocol.OpPosition: &protocol.Position{X: new(float32(math.NaN()))},
		protocol.OpMove:     &protocol.Move{Dx: new(float32(math.Inf(1)))},
		protocol.OpSettings: &protocol.Settings{KillDistance: new(float32(math.NaN()))},
	} {
		data, err := proto.Marshal(message)
		w.must(err)
		bob.Clear()
		w.must(bob.MatchData(p.match, op, data))
		p.tick(1)
		var refusal protocol.Rejected
		for _, m := range bob.ReceivedOp(protocol.OpRejected) {
			w.must(proto.Unmarshal(m.Data, &refusal))
		}
		if refusal.GetOp() != op || refusal.GetCode() != "bad_value" {
			t.Errorf("op %d: refused with %v", op, &refusal)
		}
	}
}

func TestMovingInMeetingsVentsAndFromOutsideIsRefused(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"discussion_seconds":5,"voting_seconds":60`, "ann", "bob", "cat", "dan")
	killer, runner := imposters[0], crew[0]
	killer.accepted(protocol.OpPosition, `{"x":6,"z":-36}`)
	killer.accepted(protocol.OpVent, `{"vent":"storage"}`)
	killer.refused("in_vent", protocol.OpPosition, `{"x":7,"z":-36}`)
	killer.refused("in_vent", protocol.OpMove, `{"dx":1}`)
	runner.accepted(protocol.OpMove, `{"dx":0.1}`)
	runner.accepted(protocol.OpVote, `{"call":true}`)
	for _, phase := range []string{"discussion", "voting"} {
		x, z := runner.position()
		if got := p.phase(); got != phase {
			t.Fatalf("in %s, want %s", got, phase)
		}
		runner.refused("wrong_phase", protocol.OpPosition, `{"x":%v,"z":%v}`, x+0.1, z)
		runner.refused("wrong_phase", protocol.OpMove, `{"dx":1}`)
		if gone := distance(runner, x, z); gone > 0 {
			t.Errorf("moved by %v in %s", gone, phase)
		}
		p.tick(50)
	}
	stranger := w.login("eve")
	stranger.match = p.match
	runner.Clear()
	stranger.send(protocol.OpPosition, `{"x":1,"z":1}`)
	if stranger.last(protocol.OpRejected) != nil || len(runner.ReceivedOp(protocol.OpPosition)) > 0 {
		t.Error("a message from outside the match was handled")
	}
}

func TestPlayersCannotMoveOthers(t *testing.T) {
	w := newWorld(t, nil)
	_, _, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan")
	puppet := crew[1]
	x, z := puppet.position()
	crew[0].accepted(protocol.OpPosition, `{"x":9,"z":9,"user_id":%q,"sender":%q,"index":1,"presence":{"user_id":%q}}`,
		puppet.UserID, puppet.UserID, puppet.UserID)
	if gone := distance(puppet, x, z); gone > 0 {
		t.Errorf("another player moved the player by %v", gone)
	}
}

// Replayed old positions cost as much budget as new ones.
func TestReplayedPositionsCostMovementBudget(t *testing.T) {
	w := newWorld(t, nil)
	_, _, crew := w.newGame("classic", slow, "ann", "bob", "cat", "dan")
	runner := crew[0]
	x, z := runner.position()
	back := x - 7
	if x < 0 {
		back = x + 7
	}
	runner.accepted(protocol.OpPosition, `{"x":%v,"z":%v}`, back, z)
	runner.refused("too_fast", protocol.OpPosition, `{"x":%v,"z":%v}`, x, z)
}

// With any mix of messages, no player moves further than one second saved and the time
// that has passed.
func TestMovementBudgetCannotBeExceededByMixingMessages(t *testing.T) {
	const ticks, perTick, saved = 40, 0.8, 8.0
	steps := map[string]func(p *player, tick int, x, z float64){
		"small steps": func(p *player, tick int, x, z float64) {
			for i := range 3 {
				p.post(protocol.OpPosition, `{"x":%v,"z":%v}`, x+0.5*float64(3*tick+i+1), z)
			}
		},
		"steps and walking": func(p *player, tick int, x, z float64) {
			p.post(protocol.OpPosition, `{"x":%v,"z":%v}`, x+2*perTick*float64(tick)+perTick, z)
			p.post(protocol.OpMove, `{"dx":1}`)
		},
		"walking and steps": func(p *player, tick int, x, z float64) {
			p.post(protocol.OpMove, `{"dx":1}`)
			p.post(protocol.OpPosition, `{"x":%v,"z":%v}`, x+perTick*float64(tick+1), z)
		},
		"saving up": func(p *player, tick int, x, z float64) {
			if tick == ticks-1 {
				p.post(protocol.OpPosition, `{"x":%v,"z":%v}`, x+saved+1, z)
			}
		},
		"a longer direction": func(p *player, _ int, _, _ float64) { p.post(protocol.OpMove, `{"dx":1000,"dz":0}`) },
	}
	for name, step := range steps {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			_, _, crew := w.newGame("classic", slow, "ann", "bob", "cat", "dan")
			runner, watcher := crew[0], crew[1]
			for x := 0.0; x >= -40; x -= saved { // to a place with enough room
				runner.accepted(protocol.OpPosition, `{"x":%v,"z":0}`, x)
				w.nk.Tick(runner.match, 10)
			}
			w.nk.Tick(runner.match, 30)
			runner.accepted(protocol.OpPosition, `{"x":-41,"z":0}`)
			from := lastSeen(watcher, runner)
			for tick := range ticks {
				step(runner, tick, from, 0)
				w.nk.Tick(runner.match, 1)
			}
			if gone := lastSeen(watcher, runner) - from; gone > saved+ticks*perTick+0.01 {
				t.Errorf("went %v in %d ticks", gone, ticks)
			}
		})
	}
}

// lastSeen returns the x of the last position of other that the watcher received.
func lastSeen(watcher, other *player) float64 {
	watcher.w.Helper()
	x := math.NaN()
	for _, m := range watcher.ReceivedOp(protocol.OpPosition) {
		if m.Sender == other.UserID {
			x, _ = decode(watcher.w, m.Data)["x"].(float64)
		}
	}
	return x
}

// A client without walls, or a changed one, does not get through them by any step or
// direction.
func TestWallsStopClientsThatIgnoreThem(t *testing.T) {
	w := newWorld(t, nil)
	_, _, crew := w.newGame("classic", quickSettings+`,"solid_walls":true`, "ann", "bob", "cat", "dan")
	runner := crew[0]
	w.nk.Tick(runner.match, 20)
	runner.accepted(protocol.OpPosition, `{"x":33,"z":0}`) // a wall is at x 34, from z -2 to 4
	for _, through := range []string{`{"x":35,"z":0}`, `{"x":34,"z":0}`, `{"x":34.001,"y":10,"z":1}`, `{"x":36,"z":5}`, `{"x":50,"z":-3}`} {
		runner.refused("blocked", protocol.OpPosition, `%s`, through)
		if x, z := runner.position(); x != 33 || z != 0 {
			t.Fatalf("at %v, %v after %s", x, z, through)
		}
	}
	for _, way := range []string{`{"dx":1}`, `{"dx":0.9,"dz":0.1}`, `{"dx":1e9,"dz":-1e9}`} {
		runner.accepted(protocol.OpMove, `%s`, way)
		w.nk.Tick(runner.match, 1)
		if x, z := runner.position(); x >= 34 && z >= -2 && z <= 4 {
			t.Fatalf("at %v, %v after %s", x, z, way)
		}
	}
}
