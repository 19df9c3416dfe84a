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
	t.Fatal("waited in vain")
}

func TestEveryBadMessageIsAnswered(t *testing.T) {
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
			b := seat(t, lobby.Request{}, "ann", "bob")
			b.clear()
			b.send("ann", test.op, test.payload)
			got := b.last("ann", protocol.OpRejected)
			if got["op"] != float64(test.op) || got["code"] != test.code || got["message"] == "" {
				t.Errorf("answered with %v, want %s", got, test.code)
			}
			if others := b.got("bob", protocol.OpRejected); len(others) != 0 {
				t.Errorf("bob hears %v", others)
			}
			if counted := b.n.Counter("sagishi_refused{code=" + test.code + "}"); counted != 1 {
				t.Errorf("%d refusals are counted", counted)
			}
		})
	}
}

func TestPositionsAreRelayedAsInARelayedMatch(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob", "cat")
	b.send("ann", protocol.OpPosition, `{"X":1.5,"Y":0,"Z":-3}`)
	b.clear()
	b.send("ann", protocol.OpPosition, `{"X":1.7,"Y":0,"Z":-3}`)
	for _, name := range []string{"bob", "cat"} {
		messages := b.players[name].ReceivedOp(protocol.OpPosition)
		if len(messages) != 1 || messages[0].Sender != b.idOf("ann") || string(messages[0].Data) != `{"x":1.7,"y":0,"z":-3}` {
			t.Errorf("%s receives %+v", name, messages)
		}
	}
	if own := b.got("ann", protocol.OpPosition); len(own) != 0 {
		t.Errorf("ann receives %v", own)
	}
	b.clear()
	b.tick(5)
	if again := b.got("bob", protocol.OpPosition); len(again) != 0 {
		t.Errorf("without a change bob receives %v", again)
	}
}

func TestOnlyTheNewestPositionOfATickCounts(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob")
	b.send("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	b.clear()
	for _, x := range []string{"1.1", "1.2", "1.3"} {
		b.queue("ann", protocol.OpPosition, `{"x":`+x+`,"z":0}`)
	}
	b.tick(1)
	if got := b.got("bob", protocol.OpPosition); len(got) != 1 || got[0]["x"] != 1.3 {
		t.Errorf("bob receives %v", got)
	}
}

func TestARefusedMoveIsAnsweredWithTheTruth(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob")
	b.send("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	b.clear()
	b.send("ann", protocol.OpPosition, `{"x":49,"z":0}`)
	messages := b.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(messages) != 1 || messages[0].Sender != "" || string(messages[0].Data) != `{"x":1,"y":0,"z":0}` {
		t.Errorf("ann receives %+v", messages)
	}
	if got := b.last("ann", protocol.OpRejected); got["code"] != "too_fast" {
		t.Errorf("ann is told %v", got)
	}
	if got := b.got("bob", protocol.OpPosition); len(got) != 0 {
		t.Errorf("bob receives %v", got)
	}
}

func TestASteeredPlayerLearnsTheOwnPosition(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob")
	b.send("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	b.clear()
	b.send("ann", protocol.OpMove, `{"dx":1}`)
	own := b.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(own) != 1 || own[0].Sender != "" || string(own[0].Data) != `{"x":1.8,"y":0,"z":0}` {
		t.Errorf("ann receives %+v", own)
	}
	other := b.players["bob"].ReceivedOp(protocol.OpPosition)
	if len(other) != 1 || other[0].Sender != b.idOf("ann") {
		t.Errorf("bob receives %+v", other)
	}
}

func TestSnapshotsHaveAllMoversInOneMessage(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob", "cat")
	snap := map[string]string{"positions": "snapshot"}
	b.join("dan", snap)
	b.join("eve", map[string]string{"positions": "snapshot", "encoding": "protobuf"})
	b.join("fay", snap)
	b.join("hal", map[string]string{"positions": "packed"})
	b.join("ivy", map[string]string{"positions": "packed", "encoding": "protobuf"})
	b.clear()
	b.queue("ann", protocol.OpPosition, `{"x":1,"z":0}`)
	b.queue("bob", protocol.OpPosition, `{"x":2,"z":0}`)
	b.queue("dan", protocol.OpPosition, `{"x":3,"z":0}`)
	b.tick(1)
	got := b.got("fay", protocol.OpSnapshot)
	if len(got) != 1 || len(b.got("fay", protocol.OpPosition)) != 0 {
		t.Fatalf("fay receives %v", got)
	}
	positions, _ := json.Marshal(got[0]["positions"])
	if want := `[{"index":0,"x":1,"y":0,"z":0},{"index":1,"x":2,"y":0,"z":0},{"index":3,"x":3,"y":0,"z":0}]`; string(positions) != want {
		t.Errorf("fay sees %s, want %s", positions, want)
	}
	messages := b.players["eve"].ReceivedOp(protocol.OpSnapshot)
	var snapshot protocol.Snapshot
	if len(messages) != 1 || proto.Unmarshal(messages[0].Data, &snapshot) != nil || len(snapshot.GetPositions()) != 3 {
		t.Errorf("eve receives %+v", messages)
	}
	if got := b.got("hal", protocol.OpSnapshot); len(got) != 1 || fmt.Sprint(got[0]["positions"]) != "[0 1000 0 0 1 2000 0 0 3 3000 0 0]" {
		t.Errorf("hal, who wants it packed, receives %v", got)
	}
	messages = b.players["ivy"].ReceivedOp(protocol.OpSnapshot)
	var packed protocol.PackedSnapshot
	if len(messages) != 1 || proto.Unmarshal(messages[0].Data, &packed) != nil || fmt.Sprint(packed.GetPositions()) != "[0 1000 0 0 1 2000 0 0 3 3000 0 0]" {
		t.Errorf("ivy receives %+v", messages)
	}
	if got := b.got("cat", protocol.OpPosition); len(got) != 3 {
		t.Errorf("cat, who wants each, receives %v", got)
	}
	if got := b.got("cat", protocol.OpSnapshot); len(got) != 0 {
		t.Errorf("cat receives snapshots: %v", got)
	}
}

func TestBothEncodingsTellTheSame(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, "ann", "bob")
	b.join("cat", map[string]string{"encoding": "protobuf"})
	b.join("dan", map[string]string{"encoding": "json", "positions": "each"})
	b.send("ann", protocol.OpStart, ``)
	b.tick(5)
	text, binary := b.players["bob"].ReceivedOp(protocol.OpPhase), b.players["cat"].ReceivedOp(protocol.OpPhase)
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
	b.clear()
	move, err := proto.Marshal(&protocol.Position{X: new(float32(0.3)), Z: new(float32(0.1))})
	if err != nil {
		t.Fatal(err)
	}
	b.send("cat", protocol.OpPosition, string(move))
	if got := b.last("bob", protocol.OpPosition); got["x"] != 0.3 || got["z"] != 0.1 {
		t.Errorf("bob sees %v", got)
	}
}

func TestInFogALostPlayerIsToldOnce(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(map[string]any{"visibility": "fog", "crew_sight": 1.0, "imposter_sight": 1.0, "max_speed": 100.0})}, four...)
	b.join("eve", map[string]string{"positions": "snapshot"})
	b.join("fay", map[string]string{"positions": "packed"})
	b.start()
	b.tick(10)
	b.clear()
	b.send("bob", protocol.OpPosition, `{"x":40,"z":40}`)
	got := b.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(got) != 1 || got[0].Sender != b.idOf("bob") || string(got[0].Data) != `{"hidden":true}` {
		t.Errorf("ann receives %+v", got)
	}
	if snapshot := b.last("eve", protocol.OpSnapshot); fmt.Sprint(snapshot["hidden"]) != "[1]" || fmt.Sprint(snapshot["positions"]) != "[]" {
		t.Errorf("eve receives %v", snapshot)
	}
	if packed := b.players["fay"].ReceivedOp(protocol.OpSnapshot); len(packed) != 1 || !strings.HasSuffix(string(packed[0].Data), `"positions":[],"hidden":[1]}`) {
		t.Errorf("fay receives %+v", packed)
	}
	b.clear()
	b.tick(2)
	b.send("bob", protocol.OpPosition, `{"x":41,"z":40}`)
	if got := b.got("ann", protocol.OpPosition); len(got) != 0 {
		t.Errorf("ann still receives %v", got)
	}
}

func TestAFlooderIsToldAndThrownOutAndTheOthersLoseNothing(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob", "cat")
	b.send("bob", protocol.OpPosition, `{"x":0,"z":0}`)
	b.clear()
	x := 0.0
	for range 200 {
		if b.label().Players < 3 {
			break
		}
		for range 40 {
			_ = b.players["ann"].MatchData(b.id, protocol.OpVote, []byte(`{}`))
		}
		x += 0.1
		b.send("bob", protocol.OpPosition, fmt.Sprintf(`{"x":%.1f,"z":0}`, x))
		if refused := b.got("cat", protocol.OpPosition); refused[len(refused)-1]["x"] != float64(int(x*10+0.5))/10 {
			t.Fatalf("bob is at %v, cat sees %v", x, refused[len(refused)-1])
		}
	}
	if b.label().Players != 2 {
		t.Fatal("the flooder is still there")
	}
	var flood int
	for _, refused := range b.got("ann", protocol.OpRejected) {
		if refused["code"] == "flood" {
			flood++
		}
	}
	if flood == 0 || flood > 20 {
		t.Errorf("the flooder was told %d times", flood)
	}
}

// The gate in front of the match lets 60 messages a second through.
func TestWhoKeepsFloodingAtTheGatesPaceIsThrownOut(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob", "cat")
	ticks := 0
	for ; b.label().Players == 3 && ticks < 200; ticks++ {
		for range 6 {
			_ = b.players["ann"].MatchData(b.id, protocol.OpPosition, []byte(`{"x":0,"z":0}`))
		}
		b.tick(1)
	}
	if ticks < 20 || ticks == 200 {
		t.Errorf("thrown out after %d ticks, want some seconds of patience and no more than twenty", ticks)
	}
}

func TestTwoSettingsInOneTickBothApply(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob")
	b.queue("bob", protocol.OpSettings, `{"max_speed":50}`)
	b.queue("ann", protocol.OpSettings, `{"kill_distance":3}`)
	b.queue("ann", protocol.OpSettings, `{"report_distance":7}`)
	b.tick(1)
	b.clear()
	b.send("bob", protocol.OpResync, `{}`)
	settings, _ := b.last("bob", protocol.OpState)["settings"].(map[string]any)
	if settings["kill_distance"] != 3.0 || settings["report_distance"] != 7.0 || settings["max_speed"] != 8.0 {
		t.Errorf("settings are %v", settings)
	}
}
