package protocol

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

var update = flag.Bool("update", false, "rewrite the golden examples")

const (
	ann = "5f1c0a52-7d0e-4a55-9a43-0c2f5be1a001"
	bob = "5f1c0a52-7d0e-4a55-9a43-0c2f5be1a002"
	cat = "5f1c0a52-7d0e-4a55-9a43-0c2f5be1a003"
)

func board() *game.Map {
	return &game.Map{
		ID: "space_station", Button: game.Vec{},
		Min: game.Vec{X: -50000, Y: -10000, Z: -50000}, Max: game.Vec{X: 50000, Y: 10000, Z: 50000},
		Walls:  []game.Wall{{A: game.Vec{X: -14000, Z: 12000}, B: game.Vec{X: -14000, Z: 34500}}},
		Panels: []game.Panel{{System: game.Reactor, At: game.Vec{X: -30000, Z: 12500}}},
		Vents: []game.VentPlace{
			{ID: "bridge", At: game.Vec{X: 10000}, Links: []string{"cargo"}},
			{ID: "cargo", At: game.Vec{X: -10000}, Links: []string{"bridge"}},
		},
	}
}

// eventExamples has an example of each event, by the name of its golden file.
func eventExamples() map[string]game.Body {
	players := []game.PlayerView{
		{Index: 0, UserID: ann, Username: "ann", Alive: true, Connected: true, Seen: true, At: game.Vec{X: 1500, Z: -3000}},
		{Index: 1, UserID: bob, Username: "bob", Alive: false, Connected: false},
	}
	settings := game.DefaultSettings()
	tasks := []game.TaskView{{ID: "wires", At: game.Vec{X: 20000, Y: 1, Z: -500}, Done: true}}
	view := game.View{
		Phase: game.Playing, Remaining: 0, Round: 1, Host: ann, You: ann, Settings: settings, Players: players,
		Role: game.Imposter, Imposters: []game.PlayerID{cat}, Tasks: tasks, TasksDone: 3, TasksTotal: 12,
		Sabotages: []game.SabotageView{{System: game.Reactor, Remaining: 30000}}, Vents: true,
		Bodies: []game.BodyView{{UserID: bob, At: game.Vec{X: -12345, Y: 10, Z: 7}}}, Vent: "bridge",
		InGame: true, KillCooldown: 12300, MeetingsLeft: 1, EmergencyCooldown: 4500,
	}
	voting := view
	voting.Phase, voting.Remaining, voting.Bodies, voting.Vent = game.Voting, 42000, nil, ""
	voting.Sabotages, voting.SabotageCooldown = nil, 7000
	voting.Caller, voting.Victim, voting.Voted = ann, bob, []game.PlayerID{ann}
	crew := view
	crew.Role, crew.Imposters, crew.Vents, crew.Sabotages = game.Crew, nil, false, nil
	crew.Vent, crew.KillCooldown = "", 0
	lobby := game.View{Phase: game.Lobby, Host: ann, You: bob, Settings: settings, Players: players[:1]}
	lone := view
	lone.Imposters = nil
	return map[string]game.Body{
		"001_position.server":     game.PositionCorrected{At: game.Vec{X: 1500, Z: -3000}},
		"002_vote.server.call":    game.MeetingCalled{By: ann},
		"002_vote.server.voted":   game.Voted{By: ann},
		"100_state.server":        game.StateSent{View: view},
		"100_state.server.lone":   game.StateSent{View: lone},
		"100_state.server.crew":   game.StateSent{View: crew},
		"100_state.server.voting": game.StateSent{View: voting},
		"100_state.server.lobby":  game.StateSent{View: lobby},
		"101_phase.server":        game.PhaseChanged{Phase: game.Discussion, Remaining: 15000, Round: 2, Caller: ann, Victim: bob, Players: players},
		"101_phase.server.voting": game.PhaseChanged{Phase: game.Voting, Remaining: 60000, Round: 2},
		"102_role.server":         game.RoleAssigned{Role: game.Imposter, Imposters: []game.PlayerID{cat}, Tasks: tasks},
		"102_role.server.lone":    game.RoleAssigned{Role: game.Imposter},
		"102_role.server.crew":    game.RoleAssigned{Role: game.Crew, Tasks: tasks},
		"104_tally.server":        game.Tallied{Votes: []game.TallyLine{{Target: bob, Count: 2, Voters: []game.PlayerID{ann, cat}}, {Count: 1, Voters: []game.PlayerID{bob}}}, Ejected: bob, Reason: game.Majority, Role: game.Crew},
		"104_tally.server.tie":    game.Tallied{Votes: []game.TallyLine{{Target: bob, Count: 1}, {Count: 1}}, Reason: game.Tie},
		"104_tally.server.nobody": game.Tallied{Reason: game.NoVotes},
		"105_death.server":        game.DeathSeen{Victim: bob, At: game.Vec{X: -12345, Y: 10, Z: 7}},
		"106_tasks.server":        game.TasksProgressed{Done: 3, Total: 12},
		"107_sabotage.server":     game.SabotageChanged{System: game.Reactor, Active: true, Remaining: 30000},
		"108_players.server":      game.PlayersChanged{Change: game.Joined, UserID: bob, Host: ann, Players: players},
		"108_players.server.bot": game.PlayersChanged{Change: game.Joined, UserID: game.BotID(1), Host: ann, Players: []game.PlayerView{
			players[0], {Index: 1, UserID: game.BotID(1), Username: "Bot 1", Alive: true, Connected: true, Bot: true, Seen: true, At: game.Vec{X: 500}},
		}},
		"108_players.server.rules": game.PlayersChanged{Change: game.SettingsChanged, UserID: ann, Host: ann, Settings: &settings, Players: players},
		"109_rejected.server":      game.Refused{Op: 6, Code: game.CodeCooldown, Text: "not yet"},
		"110_game_over.server": game.Ended{Winner: game.Imposter, Reason: game.Parity, Players: []game.Score{
			{UserID: ann, Role: game.Imposter, Alive: true, Kills: 2}, {UserID: bob, Role: game.Crew, TasksDone: 3, Votes: 2, CorrectVotes: 1},
		}},
	}
}

// messageExamples has an example of each message that is not made from an event.
func messageExamples() map[string]proto.Message {
	why := "private match"
	return map[string]proto.Message{
		"103_snapshot.server": &Snapshot{
			Tick:      42,
			Positions: []*SnapshotPosition{{Index: 0, X: 1.5, Z: -3}, {Index: 3, X: -0.001, Y: 10}},
			Hidden:    []int32{2},
		},
		"103_snapshot.server.packed": &PackedSnapshot{
			Tick:      42,
			Positions: []int32{0, 1500, 0, -3000, 3, -1, 10000, 0},
			Hidden:    []int32{2},
		},
		"103_snapshot.server.course": &Courses{
			Tick:    42,
			Courses: []*Course{{Index: 0, X: 1.5, Z: -3, Dx: 0.6, Dz: -0.8}, {Index: 3, X: -0.001, Y: 10}},
			Hidden:  []int32{2},
		},
		"001_position.server.hidden": &Position{Hidden: new(true)},
		"111_results.server": &Results{
			Game: "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1#1", Counted: true, Leaderboard: "weekly_crew_wins", Score: 7,
			Tournament: &TournamentResult{Id: "weekly_top_detective", Joined: true, CorrectVotes: 1, Score: 9007199254740993},
		},
		"111_results.server.uncounted": &Results{Game: "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1#2", Why: &why, Tournament: &TournamentResult{}},
	}
}

func TestServerMessagesMatchTheExamples(t *testing.T) {
	info := NewMatchInfo("0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1", game.SabotageMode, board())
	all := messageExamples()
	for name, body := range eventExamples() {
		op, message := info.Message(body)
		if want := fmt.Sprintf("%03d", op); name[:3] != want {
			t.Errorf("%s is sent with op %d", name, op)
		}
		all[name] = message
	}
	for name, message := range all {
		t.Run(name, func(t *testing.T) {
			encoded, err := Append(nil, JSON, message)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, name, encoded)
			roundTrip(t, message, encoded)
		})
	}
}

// roundTrip decodes a message in both encodings with the protobuf library, as a
// client would.
func roundTrip(t *testing.T, message proto.Message, encoded []byte) {
	t.Helper()
	fromJSON := message.ProtoReflect().New().Interface()
	if err := protojson.Unmarshal(encoded, fromJSON); err != nil {
		t.Fatalf("not the JSON form of the schema: %v", err)
	}
	if encodedAgain, _ := Append(nil, JSON, fromJSON); !bytes.Equal(encodedAgain, encoded) {
		t.Errorf("JSON comes back as\n%s\nwas\n%s", encodedAgain, encoded)
	}
	binary, err := Append(nil, Protobuf, message)
	if err != nil {
		t.Fatal(err)
	}
	fromBinary := message.ProtoReflect().New().Interface()
	if err := proto.Unmarshal(binary, fromBinary); err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(message, fromBinary) {
		t.Errorf("protobuf comes back as %v, was %v", fromBinary, message)
	}
}

func compare(t *testing.T, name string, encoded []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".json")
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, encoded, "", "  "); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, encoded)
	}
	pretty.WriteByte('\n')
	if *update {
		if err := os.WriteFile(path, pretty.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("%s differs at %s\nIf that is right: go test ./protocol -update, then make generate, and read the diff",
			path, firstDifference(string(want), pretty.String()))
	}
}

// firstDifference returns the first line that differs, with both texts.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n want %s\n got  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("its end: %d lines, want %d", len(g), len(w))
}

// clientExamples has the action of each example of a client's message.
func clientExamples() map[string]game.Action {
	return map[string]game.Action{
		"001_position.client":       {Kind: game.Position, Op: 1, To: game.Vec{X: 1500, Z: -3000}},
		"001_position.client.guide": {Kind: game.Position, Op: 1, To: game.Vec{X: 1500, Z: -3000}},
		"002_vote.client.call":      {Kind: game.CallOrVote, Op: 2, Call: true},
		"002_vote.client.skip":      {Kind: game.CallOrVote, Op: 2, Skip: true},
		"002_vote.client.target":    {Kind: game.CallOrVote, Op: 2, Target: bob},
		"003_start.client":          {Kind: game.Start, Op: 3},
		"004_settings.client":       {Kind: game.ChangeSettings, Op: 4},
		"005_kick.client":           {Kind: game.Kick, Op: 5, Target: bob},
		"006_kill.client":           {Kind: game.Kill, Op: 6, Target: bob},
		"007_report.client":         {Kind: game.Report, Op: 7, Target: bob},
		"008_task.client":           {Kind: game.DoTask, Op: 8, Target: "wires"},
		"009_sabotage.client":       {Kind: game.Sabotage, Op: 9, Target: game.Lights},
		"010_repair.client":         {Kind: game.Repair, Op: 10, Target: game.Reactor},
		"011_vent.client":           {Kind: game.Vent, Op: 11, Target: "bridge"},
		"011_vent.client.leave":     {Kind: game.Vent, Op: 11},
		"012_resync.client":         {Kind: game.Resync, Op: 12},
		"013_move.client":           {Kind: game.Steer, Op: 13, To: game.Vec{X: 600, Z: -800}},
		"013_move.client.stand":     {Kind: game.Steer, Op: 13},
		"014_bots.client":           {Kind: game.SetBots, Op: 14, Count: 5},
	}
}

func TestClientMessagesMatchTheExamples(t *testing.T) {
	for name, want := range clientExamples() {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			settings := game.DefaultSettings()
			got := Decode(JSON, want.Op, data, &settings)
			if want.Kind == game.ChangeSettings {
				checkSettings(t, &got, want.Kind)
				return
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if name != "001_position.client.guide" {
				compareProtobuf(t, want, data)
			}
		})
	}
}

func checkSettings(t *testing.T, got *game.Action, kind game.Kind) {
	t.Helper()
	if got.Kind != kind {
		t.Fatalf("refused: %s", got.Text)
	}
	want := game.DefaultSettings()
	want.KillCooldown, want.Visibility, want.AnonymousVotes = 12500*time.Millisecond, game.SeeFog, true
	want.MaxSpeed, want.MaxPlayers = 8250, 12
	if *got.Settings != want {
		t.Errorf("got %+v, want %+v", *got.Settings, want)
	}
}

// compareProtobuf checks that the example is decoded equally in protobuf.
func compareProtobuf(t *testing.T, want game.Action, data []byte) {
	t.Helper()
	message := newClientMessage(want.Op)
	if err := protojson.Unmarshal(data, message); err != nil {
		t.Fatal(err)
	}
	binary, err := proto.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	if got := Decode(Protobuf, want.Op, binary, nil); !reflect.DeepEqual(got, want) {
		t.Errorf("protobuf: got %+v, want %+v", got, want)
	}
}

func TestEveryOpHasAnExampleInEachDirection(t *testing.T) {
	for _, op := range Ops() {
		for direction, message := range map[string]proto.Message{"client": op.FromClient, "server": op.FromServer} {
			if message == nil {
				continue
			}
			pattern := filepath.Join("testdata", fmt.Sprintf("%03d_%s.%s*.json", op.Op, op.Name, direction))
			if found, err := filepath.Glob(pattern); err != nil || len(found) == 0 {
				t.Errorf("no example %s", pattern)
			}
		}
	}
}
