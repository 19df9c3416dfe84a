package match_test

import (
	"strings"
	"testing"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

func TestLabelFollowsTheMatch(t *testing.T) {
	b := seat(t, lobby.Request{Mode: "sabotage", Skill: 125, Settings: quick(nil)})
	want := lobby.Label{State: game.Lobby, Open: true, Mode: game.SabotageMode, Map: "hall", Skill: 125, MaxPlayers: 10}
	if got := b.label(); got != want {
		t.Errorf("label of the empty match is %+v", got)
	}
	for _, name := range four {
		b.join(name, nil)
	}
	want.Players = 4
	if got := b.label(); got != want {
		t.Errorf("label with four players is %+v", got)
	}
	b.send("ann", protocol.OpSettings, `{"max_players":4,"start_countdown_seconds":1}`)
	want.MaxPlayers, want.Open, want.State = 4, false, game.Starting
	if got := b.label(); got != want {
		t.Errorf("label of the full match is %+v", got)
	}
	b.tick(15)
	want.State = game.Playing
	if got := b.label(); got != want {
		t.Errorf("label of the game is %+v", got)
	}
}

func TestLabelOfAPrivateMatchIsNeverOpen(t *testing.T) {
	b := seat(t, lobby.Request{Private: true}, "ann")
	if got := b.label(); got.Open || !got.Private || got.Players != 1 {
		t.Errorf("label is %+v", got)
	}
	found, _ := b.n.MatchGet(b.n.ServerContext(), b.id)
	if text := found.GetLabel().GetValue(); strings.Contains(text, b.code) {
		t.Errorf("the label has the code: %s", text)
	}
}

func TestTheFirstPlayerLearnsEverythingAndHosts(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, "ann", "bob")
	state := b.last("ann", protocol.OpState)
	if state["match_id"] != b.id || state["phase"] != "lobby" || state["host"] != b.idOf("ann") || state["you"] != b.idOf("ann") || state["map"] != "hall" {
		t.Errorf("state is %v", state)
	}
	if players, ok := state["players"].([]any); !ok || len(players) != 1 {
		t.Errorf("players are %v", state["players"])
	}
	joined := b.last("ann", protocol.OpPlayers)
	if joined["event"] != "joined" || joined["user_id"] != b.idOf("bob") {
		t.Errorf("ann hears %v", joined)
	}
	b.players["bob"].Clear()
	if err := b.players["ann"].LeaveMatch(b.id); err != nil {
		t.Fatal(err)
	}
	b.tick(1)
	if left := b.last("bob", protocol.OpPlayers); left["host"] != b.idOf("bob") {
		t.Errorf("bob hears %v", left)
	}
	if got := b.label().Players; got != 1 {
		t.Errorf("%d players are left", got)
	}
}

func TestJoinIsRefusedWithAReason(t *testing.T) {
	tests := []struct {
		name     string
		prepare  func(*table)
		who      string
		metadata map[string]string
		reason   string
	}{
		{"an unknown encoding", nil, "eve", map[string]string{"encoding": "xml"}, `metadata "encoding" must be "json" or "protobuf"`},
		{"unknown positions", nil, "eve", map[string]string{"positions": "some"}, `metadata "positions" must be "each", "snapshot" or "packed"`},
		{"a second session", nil, "ann", nil, "you are in this match already"},
		{"a full match", func(b *table) { b.send("ann", protocol.OpSettings, `{"max_players":4}`) }, "eve", nil, "match is full"},
		{"a running match", func(b *table) { b.start() }, "eve", nil, "match is running"},
		{"a kicked player", func(b *table) { b.send("ann", protocol.OpKick, `{"target":"`+b.idOf("bob")+`"}`) }, "bob", nil, "you were kicked"},
		{"a server that goes down", func(b *table) { b.start(); b.n.Shutdown(60) }, "eve", nil, "server is shutting down"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
			if test.prepare != nil {
				test.prepare(b)
			}
			before := b.label().Players
			err := b.login(test.who).JoinMatch(b.id, test.metadata)
			if err == nil || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("got %v, want %q", err, test.reason)
			}
			b.tick(1)
			if after := b.label().Players; after != before {
				t.Errorf("%d players became %d", before, after)
			}
		})
	}
}

func TestTheSecondSessionOfAPlayerDoesNotHurtTheFirst(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	second := b.login("ann")
	if err := second.JoinMatch(b.id, nil); err == nil {
		t.Fatal("a second session may join")
	}
	second.Close()
	b.tick(1)
	b.clear()
	b.send("bob", protocol.OpPosition, `{"x":1,"z":1}`)
	if len(b.got("ann", protocol.OpPosition)) != 1 {
		t.Error("the first session is out")
	}
}

func TestKickThrowsThePlayerOut(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	bob := b.players["bob"]
	b.send("ann", protocol.OpKick, `{"target":"`+bob.UserID+`"}`)
	b.clear()
	b.send("cat", protocol.OpPosition, `{"x":1,"z":1}`)
	if got := bob.ReceivedOp(0); len(got) != 0 {
		t.Errorf("bob still receives %v", got)
	}
	if got := bob.ReceivedOp(protocol.OpPosition); len(got) != 0 {
		t.Errorf("bob still receives positions")
	}
	if err := bob.MatchData(b.id, protocol.OpPosition, []byte(`{"x":2,"z":2}`)); err == nil && b.tick(1) {
		if got := b.got("ann", protocol.OpPosition); len(got) != 1 {
			t.Errorf("bob still moves: %v", got)
		}
	}
	if got := b.label().Players; got != 3 {
		t.Errorf("%d players are left", got)
	}
}

func TestReservedSeatsAreKept(t *testing.T) {
	b := world(t, nil)
	matched := []string{b.n.NewUser("ann"), b.n.NewUser("bob"), b.n.NewUser("cat"), b.n.NewUser("dan")}
	b.open(lobby.Request{MaxPlayers: 4, Reserved: matched})
	if err := b.login("eve").JoinMatch(b.id, nil); err == nil || !strings.Contains(err.Error(), "match is full") {
		t.Errorf("a stranger: %v", err)
	}
	if b.label().Open {
		t.Error("the match is open")
	}
	b.tick(301)
	if err := b.login("eve").JoinMatch(b.id, nil); err == nil {
		b.tick(1)
	}
}

func TestAnEmptyMatchClosesAndGivesItsCodeBack(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann")
	if got := b.n.Gauge("sagishi_matches"); got != 1 {
		t.Errorf("%v matches run", got)
	}
	if err := b.players["ann"].LeaveMatch(b.id); err != nil {
		t.Fatal(err)
	}
	if b.tick(290); b.n.MatchState(b.id) == nil {
		t.Error("the match closed too early")
	}
	if b.tick(20) {
		t.Fatal("the match is still there")
	}
	waitFor(t, func() bool {
		_, found := b.n.Object("codes", b.code, "")
		return !found
	})
	if matches, players := b.n.Gauge("sagishi_matches"), b.n.Gauge("sagishi_players"); matches != 0 || players != 0 {
		t.Errorf("%v matches and %v players are left in the metrics", matches, players)
	}
}

func TestADroppedPlayerComesBackToTheSeat(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.start()
	role := b.last("bob", protocol.OpRole)["role"]
	index := seatIndex(b.last("ann", protocol.OpPhase), b.idOf("bob"))
	b.players["bob"].Close()
	b.tick(1)
	if heard := b.last("ann", protocol.OpPlayers); heard["event"] != "disconnected" {
		t.Errorf("ann hears %v", heard)
	}
	b.join("bob", nil)
	state := b.last("bob", protocol.OpState)
	if state["role"] != role || state["phase"] != "playing" || seatIndex(state, b.idOf("bob")) != index {
		t.Errorf("bob comes back to %v, was %v at %v", state, role, index)
	}
	if heard := b.last("ann", protocol.OpPlayers); heard["event"] != "reconnected" {
		t.Errorf("ann hears %v", heard)
	}
}

func TestResyncTellsTheStateAgain(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann")
	b.clear()
	b.send("ann", protocol.OpResync, ``)
	if state := b.last("ann", protocol.OpState); state["you"] != b.idOf("ann") {
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

func TestOperatorsSeeNoRole(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.start()
	state, ok := b.n.MatchState(b.id).(interface{ String() string })
	if !ok {
		t.Fatal("the state does not describe itself")
	}
	text := state.String()
	if strings.Contains(text, "crew") || strings.Contains(text, "imposter") || !strings.Contains(text, "hall") {
		t.Errorf("operators see %q", text)
	}
}
