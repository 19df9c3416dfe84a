package match_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// courseMetadata is that of clients that are told courses, in both encodings.
var courseMetadata = []map[string]string{{"positions": "course"}, {"positions": "course", "encoding": "protobuf"}}

// courseMatch is a match of ann and bob, who are told of each mover, and cat and dan,
// who are told courses.
func courseMatch(t *testing.T, settings map[string]any) *fixture {
	t.Helper()
	f := newMatch(t, lobby.Request{Settings: quickSettings(settings)}, "ann", "bob")
	f.join("cat", courseMetadata[0])
	f.join("dan", courseMetadata[1])
	return f
}

// passFullCourses waits for the tick in which all courses are sent.
func (f *fixture) passFullCourses() {
	for f.clear(); len(f.players["cat"].ReceivedOp(protocol.OpSnapshot)) == 0; {
		f.tick(1)
	}
	f.clear()
}

// courses returns the only op 103 that dan received, decoded.
func (f *fixture) courses() *protocol.Courses {
	f.t.Helper()
	messages := f.players["dan"].ReceivedOp(protocol.OpSnapshot)
	decoded := &protocol.Courses{}
	if len(messages) != 1 || proto.Unmarshal(messages[0].Data, decoded) != nil {
		f.t.Fatalf("dan received %+v", messages)
	}
	return decoded
}

func TestCourseIsSentOnlyWhenItChanges(t *testing.T) {
	f := courseMatch(t, nil)
	f.passFullCourses()
	f.send("bob", protocol.OpMove, `{"dx":0.6,"dz":-0.8}`)
	f.tick(10)
	text := f.players["cat"].ReceivedOp(protocol.OpSnapshot)
	want := `"courses":[{"index":1,"x":0.58,"y":0,"z":-0.64,"dx":0.6,"dz":-0.8}],"hidden":[]}`
	if len(text) != 1 || !bytes.HasSuffix(text[0].Data, []byte(want)) {
		t.Fatalf("cat received %+v", text)
	}
	if again, _ := protocol.Append(nil, protocol.JSON, f.courses()); !bytes.Equal(again, text[0].Data) {
		t.Errorf("JSON says\n%s\nprotobuf says\n%s", text[0].Data, again)
	}
	if moves := f.received("ann", protocol.OpPosition); len(moves) != 11 {
		t.Errorf("ann received %d positions", len(moves))
	}
	f.clear()
	f.send("bob", protocol.OpMove, `{}`)
	f.send("cat", protocol.OpPosition, `{"x":0.2,"z":0.8}`)
	got := f.received("cat", protocol.OpSnapshot)
	if len(got) != 1 || fmt.Sprint(got[0]["courses"]) != "[map[dx:0 dz:0 index:1 x:5.38 y:0 z:-7.04]]" {
		t.Errorf("cat received %v", got)
	}
}

func TestAllCoursesComeEveryFiveSecondsToAllInTheSameTick(t *testing.T) {
	f := courseMatch(t, nil)
	f.passFullCourses()
	f.tick(49)
	if n := len(f.players["cat"].ReceivedOp(protocol.OpSnapshot)) + len(f.players["dan"].ReceivedOp(protocol.OpSnapshot)); n != 0 {
		t.Fatalf("%d messages while all stand", n)
	}
	f.tick(1)
	if got := f.received("cat", protocol.OpSnapshot); len(got) != 1 || len(got[0]["courses"].([]any)) != 4 {
		t.Errorf("cat received %v", got)
	}
	if got := f.courses(); len(got.GetCourses()) != 4 {
		t.Errorf("dan received %v", got)
	}
}

func TestCourseOutOfSightIsReportedHiddenInThatTick(t *testing.T) {
	f := courseMatch(t, map[string]any{"visibility": "fog", "crew_sight": 1.0, "imposter_sight": 1.0, "max_speed": 100.0})
	f.start()
	f.tick(10)
	f.passFullCourses()
	f.send("bob", protocol.OpPosition, `{"x":40,"z":40}`)
	if got := f.lastReceived("cat", protocol.OpSnapshot); fmt.Sprint(got["hidden"], got["courses"]) != "[1] []" {
		t.Errorf("cat received %v", got)
	}
	if got := f.courses(); len(got.GetHidden()) != 1 || len(got.GetCourses()) != 0 {
		t.Errorf("dan received %v", got)
	}
}

func TestCoursesDoNotRevealGhosts(t *testing.T) {
	f := courseMatch(t, map[string]any{"crew_sight": 1.0, "imposter_sight": 1.0, "max_speed": 100.0})
	f.start()
	imposters, crew := f.roles()
	slices.Sort(crew)
	victim := crew[1] // not dan, who speaks protobuf
	f.send(victim, protocol.OpMove, `{"dx":0,"dz":0.1}`)
	encoding := protocol.JSON
	if imposters[0] == "dan" {
		encoding = protocol.Protobuf
	}
	kill, err := protocol.Append(nil, encoding, &protocol.Kill{Target: f.userID(victim)})
	if err != nil {
		t.Fatal(err)
	}
	f.send(imposters[0], protocol.OpKill, string(kill))
	f.lastReceived(victim, protocol.OpDeath)
	f.clear()
	f.send(victim, protocol.OpPosition, `{"x":7.125,"z":9.375}`)
	f.tick(60)
	searched := 0
	for _, name := range append(imposters, crew...) {
		for _, m := range f.players[name].ReceivedOp(protocol.OpSnapshot) {
			if searched++; holdsGhost(m.Data) && name != victim {
				t.Errorf("%s is told the place of a ghost: %q", name, m.Data)
			}
		}
	}
	if searched == 0 {
		t.Error("nothing searched")
	}
	if told := f.players[victim].ReceivedOp(protocol.OpSnapshot); victim == "cat" && (len(told) == 0 || !holdsGhost(told[len(told)-1].Data)) {
		t.Errorf("the ghost is not told its own course: %+v", told)
	}
}

func holdsGhost(data []byte) bool {
	binary := protocol.AppendPosition(nil, protocol.Protobuf, game.Vec{X: 7125, Z: 9375})
	return bytes.Contains(data, []byte("7.125")) || bytes.Contains(data, binary[1:5])
}
