package match_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for range 1_000_000 {
		if done() {
			return
		}
		runtime.Gosched()
	}
	t.Fatal("the condition never became true")
}

func TestEveryInvalidMessageIsRejectedWithACode(t *testing.T) {
	tests := []struct {
		op            int64
		payload, code string
	}{
		{77, `{}`, "unknown_op"},
		{0, `{}`, "unknown_op"},
		{protocol.OpState, `{}`, "unknown_op"},
		{protocol.OpPosition, `{"x":"a"}`, "malformed"},
		{protocol.OpPosition, `nonsense`, "malformed"},
		{protocol.OpPosition, `{"x":1e9,"z":0}`, "bad_value"},
		{protocol.OpPosition, `{"x":60,"z":0}`, "out_of_bounds"},
		{protocol.OpKill, `{}`, "malformed"},
		{protocol.OpKill, `{"target":"x"}`, "wrong_phase"},
		{protocol.OpSettings, `{"nonsense":1}`, "malformed"},
		{protocol.OpSettings, `{"max_speed":1e4}`, "bad_value"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.op, test.payload), func(t *testing.T) {
			f := newMatch(t, lobby.Request{}, "ann", "bob")
			f.clear()
			f.send("ann", test.op, test.payload)
			got := f.lastReceived("ann", protocol.OpRejected)
			if got["op"] != float64(test.op) || got["code"] != test.code || got["message"] == "" {
				t.Errorf("got %v, want %s", got, test.code)
			}
			if others := f.received("bob", protocol.OpRejected); len(others) != 0 {
				t.Errorf("bob received %v", others)
			}
			if counted := f.n.Counter("sagishi_refused{code=" + test.code + "}"); counted != 1 {
				t.Errorf("%d refusals are counted", counted)
			}
		})
	}
}

func TestPositionsArriveAsInARelayedMatch(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob", "cat")
	f.send("ann", protocol.OpPosition, `{"X":1.5,"Y":0,"Z":-3}`)
	f.clear()
	f.send("ann", protocol.OpPosition, `{"X":1.7,"Y":0,"Z":-3}`)
	for _, name := range []string{"bob", "cat"} {
		messages := f.players[name].ReceivedOp(protocol.OpPosition)
		if len(messages) != 1 || messages[0].Sender != f.userID("ann") || string(messages[0].Data) != `{"x":1.7,"y":0,"z":-3}` {
			t.Errorf("%s receives %+v", name, messages)
		}
	}
	if own := f.received("ann", protocol.OpPosition); len(own) != 0 {
		t.Errorf("ann receives %v", own)
	}
	f.clear()
	f.tick(5)
	if again := f.received("bob", protocol.OpPosition); len(again) != 0 {
		t.Errorf("without a change bob receives %v", again)
	}
}

func TestOnlyTheLatestPositionOfATickCounts(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.send("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	f.clear()
	for _, x := range []string{"1.1", "1.2", "1.3"} {
		f.queue("ann", protocol.OpPosition, `{"x":`+x+`,"z":0}`)
	}
	f.tick(1)
	if got := f.received("bob", protocol.OpPosition); len(got) != 1 || got[0]["x"] != 1.3 {
		t.Errorf("bob receives %v", got)
	}
}

func TestRejectedMoveIsAnsweredWithTheServersPosition(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.send("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	f.clear()
	f.send("ann", protocol.OpPosition, `{"x":49,"z":0}`)
	messages := f.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(messages) != 1 || messages[0].Sender != "" || string(messages[0].Data) != `{"x":1,"y":0,"z":0}` {
		t.Errorf("ann receives %+v", messages)
	}
	if got := f.lastReceived("ann", protocol.OpRejected); got["code"] != "too_fast" {
		t.Errorf("ann received %v", got)
	}
	if got := f.received("bob", protocol.OpPosition); len(got) != 0 {
		t.Errorf("bob receives %v", got)
	}
}

func TestPlayerMovedByTheServerReceivesTheOwnPosition(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.send("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	f.clear()
	f.send("ann", protocol.OpMove, `{"dx":1}`)
	own := f.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(own) != 1 || own[0].Sender != "" || string(own[0].Data) != `{"x":1.8,"y":0,"z":0}` {
		t.Errorf("ann receives %+v", own)
	}
	other := f.players["bob"].ReceivedOp(protocol.OpPosition)
	if len(other) != 1 || other[0].Sender != f.userID("ann") {
		t.Errorf("bob receives %+v", other)
	}
}

func TestSnapshotHoldsAllMoversInOneMessage(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob", "cat")
	snap := map[string]string{"positions": "snapshot"}
	f.join("dan", snap)
	f.join("eve", map[string]string{"positions": "snapshot", "encoding": "protobuf"})
	f.join("fay", snap)
	f.join("hal", map[string]string{"positions": "packed"})
	f.join("ivy", map[string]string{"positions": "packed", "encoding": "protobuf"})
	f.clear()
	f.queue("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	f.queue("bob", protocol.OpPosition, `{"x":2,"z":0}`)
	f.queue("dan", protocol.OpPosition, `{"x":3,"z":0}`)
	f.tick(1)
	got := f.received("fay", protocol.OpSnapshot)
	if len(got) != 1 || len(f.received("fay", protocol.OpPosition)) != 0 {
		t.Fatalf("fay receives %v", got)
	}
	positions, _ := json.Marshal(got[0]["positions"])
	if want := `[{"index":0,"x":1,"y":0,"z":0},{"index":1,"x":2,"y":0,"z":0},{"index":3,"x":3,"y":0,"z":0}]`; string(positions) != want {
		t.Errorf("fay sees %s, want %s", positions, want)
	}
	messages := f.players["eve"].ReceivedOp(protocol.OpSnapshot)
	var snapshot protocol.Snapshot
	if len(messages) != 1 || proto.Unmarshal(messages[0].Data, &snapshot) != nil || len(snapshot.GetPositions()) != 3 {
		t.Errorf("eve receives %+v", messages)
	}
	if got := f.received("hal", protocol.OpSnapshot); len(got) != 1 || fmt.Sprint(got[0]["positions"]) != "[0 1000 0 0 1 2000 0 0 3 3000 0 0]" {
		t.Errorf("hal, with packed positions, received %v", got)
	}
	messages = f.players["ivy"].ReceivedOp(protocol.OpSnapshot)
	var packed protocol.PackedSnapshot
	if len(messages) != 1 || proto.Unmarshal(messages[0].Data, &packed) != nil || fmt.Sprint(packed.GetPositions()) != "[0 1000 0 0 1 2000 0 0 3 3000 0 0]" {
		t.Errorf("ivy receives %+v", messages)
	}
	if got := f.received("cat", protocol.OpPosition); len(got) != 3 {
		t.Errorf("cat, with one message per mover, received %v", got)
	}
	if got := f.received("cat", protocol.OpSnapshot); len(got) != 0 {
		t.Errorf("cat receives snapshots: %v", got)
	}
}

func TestBothEncodingsCarryTheSameContent(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, "ann", "bob")
	f.join("cat", map[string]string{"encoding": "protobuf"})
	f.join("dan", map[string]string{"encoding": "json", "positions": "each"})
	f.send("ann", protocol.OpStart, ``)
	f.tick(5)
	text, binary := f.players["bob"].ReceivedOp(protocol.OpPhase), f.players["cat"].ReceivedOp(protocol.OpPhase)
	if len(text) == 0 || len(text) != len(binary) {
		t.Fatalf("%d messages in JSON, %d in protobuf", len(text), len(binary))
	}
	for i := range text {
		var phase protocol.Phase
		if err := proto.Unmarshal(binary[i].Data, &phase); err != nil {
			t.Fatal(err)
		}
		if again, _ := protocol.Append(nil, protocol.JSON, &phase); string(again) != string(text[i].Data) {
			t.Errorf("JSON says\n%s\nprotobuf says\n%s", text[i].Data, again)
		}
	}
	f.clear()
	move, err := proto.Marshal(&protocol.Position{X: new(float32(0.3)), Z: new(float32(0.1))})
	if err != nil {
		t.Fatal(err)
	}
	f.send("cat", protocol.OpPosition, string(move))
	if got := f.lastReceived("bob", protocol.OpPosition); got["x"] != 0.3 || got["z"] != 0.1 {
		t.Errorf("bob sees %v", got)
	}
}

func TestPlayerLostInFogIsReportedHiddenOnce(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"visibility": "fog", "crew_sight": 1.0, "imposter_sight": 1.0, "max_speed": 100.0})}, four...)
	f.join("eve", map[string]string{"positions": "snapshot"})
	f.join("fay", map[string]string{"positions": "packed"})
	f.start()
	f.tick(10)
	f.clear()
	f.send("bob", protocol.OpPosition, `{"x":40,"z":40}`)
	got := f.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(got) != 1 || got[0].Sender != f.userID("bob") || string(got[0].Data) != `{"hidden":true}` {
		t.Errorf("ann receives %+v", got)
	}
	if snapshot := f.lastReceived("eve", protocol.OpSnapshot); fmt.Sprint(snapshot["hidden"]) != "[1]" || fmt.Sprint(snapshot["positions"]) != "[]" {
		t.Errorf("eve receives %v", snapshot)
	}
	if packed := f.players["fay"].ReceivedOp(protocol.OpSnapshot); len(packed) != 1 || !strings.HasSuffix(string(packed[0].Data), `"positions":[],"hidden":[1]}`) {
		t.Errorf("fay receives %+v", packed)
	}
	f.clear()
	f.tick(2)
	f.send("bob", protocol.OpPosition, `{"x":41,"z":40}`)
	if got := f.received("ann", protocol.OpPosition); len(got) != 0 {
		t.Errorf("ann still receives %v", got)
	}
}

func TestFlooderIsRemovedAndOthersLoseNoMessages(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob", "cat")
	f.send("bob", protocol.OpPosition, `{"x":0,"z":0}`)
	f.clear()
	x := 0.0
	for range 200 {
		if f.label().Players < 3 {
			break
		}
		for range 40 {
			_ = f.players["ann"].MatchData(f.id, protocol.OpVote, []byte(`{}`))
		}
		x += 0.1
		f.send("bob", protocol.OpPosition, fmt.Sprintf(`{"x":%.1f,"z":0}`, x))
		if refused := f.received("cat", protocol.OpPosition); refused[len(refused)-1]["x"] != float64(int(x*10+0.5))/10 {
			t.Fatalf("bob is at %v, cat sees %v", x, refused[len(refused)-1])
		}
	}
	if f.label().Players != 2 {
		t.Fatal("the flooder is still there")
	}
	var flood int
	for _, refused := range f.received("ann", protocol.OpRejected) {
		if refused["code"] == "flood" {
			flood++
		}
	}
	if flood == 0 || flood > 20 {
		t.Errorf("the flooder received %d rejections", flood)
	}
}

// The check in front of the match allows 60 messages a second.
func TestSteadyFloodAtTheSocketLimitGetsThePlayerRemoved(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob", "cat")
	ticks := 0
	for ; f.label().Players == 3 && ticks < 200; ticks++ {
		for range 6 {
			_ = f.players["ann"].MatchData(f.id, protocol.OpPosition, []byte(`{"x":0,"z":0}`))
		}
		f.tick(1)
	}
	if ticks < 20 || ticks == 200 {
		t.Errorf("thrown out after %d ticks, want at least two seconds and at most twenty", ticks)
	}
}

func TestTwoSettingsMessagesInOneTickBothApply(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.queue("bob", protocol.OpSettings, `{"max_speed":50}`)
	f.queue("ann", protocol.OpSettings, `{"kill_distance":3}`)
	f.queue("ann", protocol.OpSettings, `{"report_distance":7}`)
	f.tick(1)
	f.clear()
	f.send("bob", protocol.OpResync, `{}`)
	settings, _ := f.lastReceived("bob", protocol.OpState)["settings"].(map[string]any)
	if settings["kill_distance"] != 3.0 || settings["report_distance"] != 7.0 || settings["max_speed"] != 8.0 {
		t.Errorf("settings are %v", settings)
	}
}
