package match_test

import (
	"strings"
	"testing"

	"sagishi/game"
	"sagishi/internal/platform/gamedata"
	"sagishi/internal/service/lobby"
	"sagishi/match"
	"sagishi/protocol"
)

func TestLabelReflectsTheMatch(t *testing.T) {
	f := newMatch(t, lobby.Request{Mode: "sabotage", Skill: 125, Settings: quickSettings(nil)})
	want := lobby.Label{State: game.Lobby, Open: true, Mode: game.SabotageMode, Map: "hall", Skill: 125, MaxPlayers: 10, Ranked: true}
	if got := f.label(); got != want {
		t.Errorf("label of the empty match is %+v", got)
	}
	for _, name := range four {
		f.join(name, nil)
	}
	want.Players = 4
	if got := f.label(); got != want {
		t.Errorf("label with four players is %+v", got)
	}
	f.send("ann", protocol.OpSettings, `{"max_players":4,"start_countdown_seconds":1}`)
	want.MaxPlayers, want.Open, want.State = 4, false, game.Starting
	if got := f.label(); got != want {
		t.Errorf("label of the full match is %+v", got)
	}
	f.tick(15)
	want.State = game.Playing
	if got := f.label(); got != want {
		t.Errorf("label of the game is %+v", got)
	}
}

func TestPrivateMatchIsNeverOpenAndItsLabelHidesTheCode(t *testing.T) {
	f := newMatch(t, lobby.Request{Private: true}, "ann")
	if got := f.label(); got.Open || !got.Private || got.Players != 1 {
		t.Errorf("label is %+v", got)
	}
	found, _ := f.n.MatchGet(f.n.ServerContext(), f.id)
	if text := found.GetLabel().GetValue(); strings.Contains(text, f.code) {
		t.Errorf("the label has the code: %s", text)
	}
}

func TestFirstPlayerReceivesTheStateAndIsHost(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, "ann", "bob")
	state := f.lastReceived("ann", protocol.OpState)
	if state["match_id"] != f.id || state["phase"] != "lobby" || state["host"] != f.userID("ann") || state["you"] != f.userID("ann") || state["map"] != "hall" {
		t.Errorf("state is %v", state)
	}
	if players, ok := state["players"].([]any); !ok || len(players) != 1 {
		t.Errorf("players are %v", state["players"])
	}
	joined := f.lastReceived("ann", protocol.OpPlayers)
	if joined["event"] != "joined" || joined["user_id"] != f.userID("bob") {
		t.Errorf("ann received %v", joined)
	}
	f.players["bob"].Clear()
	if err := f.players["ann"].LeaveMatch(f.id); err != nil {
		t.Fatal(err)
	}
	f.tick(1)
	if left := f.lastReceived("bob", protocol.OpPlayers); left["host"] != f.userID("bob") {
		t.Errorf("bob received %v", left)
	}
	if got := f.label().Players; got != 1 {
		t.Errorf("%d players are left", got)
	}
}

func TestJoinIsRefusedWithAReason(t *testing.T) {
	tests := []struct {
		name     string
		prepare  func(*fixture)
		player   string
		metadata map[string]string
		reason   string
	}{
		{"an unknown encoding", nil, "eve", map[string]string{"encoding": "xml"}, `metadata "encoding" must be "json" or "protobuf"`},
		{"unknown positions", nil, "eve", map[string]string{"positions": "some"}, `metadata "positions" must be "each", "snapshot", "packed" or "course"`},
		{"a protocol of the future", nil, "eve", map[string]string{"protocol": "2"}, "update the server"},
		{"an old protocol", nil, "eve", map[string]string{"protocol": "0"}, "update the game"},
		{"a protocol that is not a number", nil, "eve", map[string]string{"protocol": "x"}, `metadata "protocol" must be a number`},
		{"a second session", nil, "ann", nil, "you are in this match already"},
		{"a full match", func(f *fixture) { f.send("ann", protocol.OpSettings, `{"max_players":4}`) }, "eve", nil, "match is full"},
		{"a running match", func(f *fixture) { f.start() }, "eve", nil, "match is running"},
		{"a kicked player", func(f *fixture) { f.send("ann", protocol.OpKick, `{"target":"`+f.userID("bob")+`"}`) }, "bob", nil, "you were kicked"},
		{"a server that is shutting down", func(f *fixture) { f.start(); f.n.Shutdown(60) }, "eve", nil, "server is shutting down"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
			if test.prepare != nil {
				test.prepare(f)
			}
			before := f.label().Players
			err := f.login(test.player).JoinMatch(f.id, test.metadata)
			if err == nil || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("got %v, want %q", err, test.reason)
			}
			f.tick(1)
			if after := f.label().Players; after != before {
				t.Errorf("%d players became %d", before, after)
			}
		})
	}
}

func TestSecondSessionIsRefusedAndTheFirstStays(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	second := f.login("ann")
	if err := second.JoinMatch(f.id, nil); err == nil {
		t.Fatal("a second session may join")
	}
	second.Close()
	f.tick(1)
	f.clear()
	f.send("bob", protocol.OpPosition, `{"x":1,"z":1}`)
	if len(f.received("ann", protocol.OpPosition)) != 1 {
		t.Error("the first session was detached")
	}
}

func TestKickRemovesThePlayer(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	bob := f.players["bob"]
	f.send("ann", protocol.OpKick, `{"target":"`+bob.UserID+`"}`)
	if told := f.lastReceived("bob", protocol.OpPlayers); told["event"] != "kicked" || told["user_id"] != bob.UserID || told["host"] != f.userID("ann") {
		t.Errorf("bob is told %v", told)
	}
	f.clear()
	f.send("cat", protocol.OpPosition, `{"x":1,"z":1}`)
	if got := bob.ReceivedOp(0); len(got) != 0 {
		t.Errorf("bob still receives %v", got)
	}
	if got := bob.ReceivedOp(protocol.OpPosition); len(got) != 0 {
		t.Errorf("bob still receives positions")
	}
	if err := bob.MatchData(f.id, protocol.OpPosition, []byte(`{"x":2,"z":2}`)); err == nil && f.tick(1) {
		if got := f.received("ann", protocol.OpPosition); len(got) != 1 {
			t.Errorf("bob still moves: %v", got)
		}
	}
	if got := f.label().Players; got != 3 {
		t.Errorf("%d players are left", got)
	}
}

func TestReservedSeatsAreKeptForMatchedPlayers(t *testing.T) {
	f := newServer(t, nil)
	matched := []string{f.n.NewUser("ann"), f.n.NewUser("bob"), f.n.NewUser("cat"), f.n.NewUser("dan")}
	f.create(lobby.Request{MaxPlayers: 4, Reserved: matched})
	if err := f.login("eve").JoinMatch(f.id, nil); err == nil || !strings.Contains(err.Error(), "match is full") {
		t.Errorf("a stranger: %v", err)
	}
	if f.label().Open {
		t.Error("the match is open")
	}
	f.tick(301)
	if err := f.login("eve").JoinMatch(f.id, nil); err == nil {
		f.tick(1)
	}
}

func TestEmptyMatchEndsAndReleasesItsCode(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann")
	if got := f.n.Gauge("sagishi_matches"); got != 1 {
		t.Errorf("%v matches run", got)
	}
	if err := f.players["ann"].LeaveMatch(f.id); err != nil {
		t.Fatal(err)
	}
	if f.tick(290); f.n.MatchState(f.id) == nil {
		t.Error("the match closed too early")
	}
	if f.tick(20) {
		t.Fatal("the match is still there")
	}
	waitFor(t, func() bool {
		_, found := f.n.Object("codes", f.code, "")
		return !found
	})
	if matches, players := f.n.Gauge("sagishi_matches"), f.n.Gauge("sagishi_players"); matches != 0 || players != 0 {
		t.Errorf("%v matches and %v players are left in the metrics", matches, players)
	}
}

func TestDisconnectedPlayerReturnsToTheSameSeat(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.start()
	role := f.lastReceived("bob", protocol.OpRole)["role"]
	index := seatIndex(f.lastReceived("ann", protocol.OpPhase), f.userID("bob"))
	f.players["bob"].Close()
	f.tick(1)
	if got := f.lastReceived("ann", protocol.OpPlayers); got["event"] != "disconnected" {
		t.Errorf("ann received %v", got)
	}
	f.join("bob", nil)
	state := f.lastReceived("bob", protocol.OpState)
	if state["role"] != role || state["phase"] != "playing" || seatIndex(state, f.userID("bob")) != index {
		t.Errorf("bob reconnected to %v, was %v at %v", state, role, index)
	}
	if got := f.lastReceived("ann", protocol.OpPlayers); got["event"] != "reconnected" {
		t.Errorf("ann received %v", got)
	}
}

func TestResyncSendsTheStateAgain(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann")
	f.clear()
	f.send("ann", protocol.OpResync, ``)
	if state := f.lastReceived("ann", protocol.OpState); state["you"] != f.userID("ann") {
		t.Errorf("state is %v", state)
	}
}

func seatIndex(message map[string]any, user string) any {
	players, _ := message["players"].([]any)
	for _, p := range players {
		if player, ok := p.(map[string]any); ok && player["user_id"] == user {
			return player["index"]
		}
	}
	return nil
}

func TestOperatorsSeeNoRoles(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.start()
	state, ok := f.n.MatchState(f.id).(interface{ String() string })
	if !ok {
		t.Fatal("the state does not describe itself")
	}
	text := state.String()
	if strings.Contains(text, "crew") || strings.Contains(text, "imposter") || !strings.Contains(text, "hall") {
		t.Errorf("operators see %q", text)
	}
}

// rankedFrom10 has games count whose kill cooldown is 10 to 60 seconds.
func rankedFrom10(deps *match.Deps) {
	deps.Ranked = gamedata.Ranked{MinPlayers: 4, Ranges: gamedata.RankedRanges{"kill_cooldown_seconds": {10, 60}}}
}
