package match_test

import (
	"strings"
	"testing"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// playToTheEnd plays a game of four: a kill, a report, and all votes for the
// imposter.
func playToTheEnd(t *testing.T, f *fixture) (imposter, victim string) {
	t.Helper()
	f.start()
	imposters, crew := f.roles()
	if len(imposters) != 1 || len(crew) != 3 {
		t.Fatalf("imposters %v, crew %v", imposters, crew)
	}
	imposter, victim = imposters[0], crew[0]
	voters := crew[1:]
	f.send(imposter, protocol.OpKill, `{"target":"`+f.userID(victim)+`"}`)
	if death := f.lastReceived(victim, protocol.OpDeath); death["user_id"] != f.userID(victim) {
		t.Fatalf("the victim received %v", death)
	}
	f.send(voters[0], protocol.OpReport, `{"body":"`+f.userID(victim)+`"}`)
	f.tick(2)
	phase := f.lastReceived(voters[1], protocol.OpPhase)
	if phase["phase"] != "voting" && phase["phase"] != "discussion" {
		t.Fatalf("after the report the phase is %v", phase)
	}
	f.tick(2)
	for _, voter := range voters {
		f.send(voter, protocol.OpVote, `{"target":"`+f.userID(imposter)+`"}`)
	}
	f.send(imposter, protocol.OpVote, `{"skip":true}`)
	f.tick(3)
	return imposter, victim
}

func TestGameFromLobbyToResults(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	imposter, victim := playToTheEnd(t, f)

	tally := f.lastReceived(victim, protocol.OpTally)
	if tally["ejected"] != f.userID(imposter) || tally["reason"] != "majority" || tally["role"] != "imposter" {
		t.Errorf("tally is %v", tally)
	}
	over := f.lastReceived(victim, protocol.OpGameOver)
	if over["winner"] != "crew" || over["reason"] != "imposters_gone" {
		t.Errorf("game over is %v", over)
	}
	for _, name := range four {
		result := f.waitForResults(name)
		if result["counted"] != true || result["game"] != f.id+"#1" || result["leaderboard"] != "weekly_crew_wins" {
			t.Errorf("results of %s are %v", name, result)
		}
	}
	games := f.recorder.recorded()
	if len(games) != 1 {
		t.Fatalf("%d games are recorded", len(games))
	}
	got := games[0]
	if got.Winner != "crew" || got.Reason != "imposters_gone" || got.Map != "hall" || got.Mode != "classic" || got.Private || got.EndedAt == 0 || len(got.Players) != 4 {
		t.Errorf("recorded is %+v", got)
	}
	for _, p := range got.Players {
		switch p.UserID {
		case f.userID(imposter):
			if p.Role != "imposter" || p.Kills != 1 || p.Votes != 1 || p.CorrectVotes != 0 {
				t.Errorf("imposter is recorded as %+v", p)
			}
		case f.userID(victim):
			if p.Role != "crew" || p.Alive || p.Votes != 0 || p.Username != victim {
				t.Errorf("victim is recorded as %+v", p)
			}
		default:
			if p.Role != "crew" || !p.Alive || p.CorrectVotes != 1 || p.Left {
				t.Errorf("voter is recorded as %+v", p)
			}
		}
	}
	if f.recorder.contextErr != nil {
		t.Errorf("the recorder's context is over: %v", f.recorder.contextErr)
	}
	if got := f.n.Counter("sagishi_games{mode=classic,reason=imposters_gone,winner=crew}"); got != 1 {
		t.Errorf("%d games are in the metrics: %v", got, f.n.Counters())
	}
	if kills, votes := f.n.Counter("sagishi_kills"), f.n.Counter("sagishi_votes"); kills != 1 || votes != 3 {
		t.Errorf("%d kills and %d votes are in the metrics", kills, votes)
	}
}

func TestOthersSeeThatAPlayerVotedButNotForWhom(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.start()
	f.clear()
	f.send("bob", protocol.OpVote, `{"call":true}`)
	f.tick(2)
	calls := f.players["cat"].ReceivedOp(protocol.OpVote)
	if len(calls) != 1 || calls[0].Sender != f.userID("bob") || string(calls[0].Data) != `{"call":true}` {
		t.Errorf("cat sees the call %+v", calls)
	}
	f.clear()
	f.send("dan", protocol.OpVote, `{"target":"`+f.userID("bob")+`"}`)
	votes := f.players["cat"].ReceivedOp(protocol.OpVote)
	if len(votes) != 1 || votes[0].Sender != f.userID("dan") || string(votes[0].Data) != `{"voted":true}` {
		t.Errorf("cat sees the vote %+v", votes)
	}
}

func TestRematchIsRecordedAsItsOwnGame(t *testing.T) {
	f := newMatch(t, lobby.Request{Private: true, Settings: quickSettings(map[string]any{"finished_seconds": 0.0})}, four...)
	playToTheEnd(t, f)
	f.waitForResults("ann")
	f.clear()
	for range 20 {
		f.tick(1)
	}
	if got := f.label().State; got != game.Lobby {
		t.Fatalf("after the game the state is %s", got)
	}
	playToTheEnd(t, f)
	if result := f.waitForResults("ann"); result["game"] != f.id+"#2" {
		t.Errorf("results are %v", result)
	}
	games := f.recorder.recorded()
	if len(games) != 2 || games[0].ID == games[1].ID || !games[1].Private {
		t.Errorf("recorded games are %+v", games)
	}
}

func TestFailedRecordingIsRetried(t *testing.T) {
	for name, panics := range map[string]bool{"error": false, "panic": true} {
		t.Run(name, func(t *testing.T) {
			f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
			f.recorder.fail, f.recorder.panic = 2, panics
			playToTheEnd(t, f)
			if result := f.waitForResults("ann"); result["counted"] != true {
				t.Errorf("results are %v", result)
			}
			if got := f.n.Counter("sagishi_record_failed"); got != 2 {
				t.Errorf("%d failures are counted", got)
			}
		})
	}
}

func TestPlayersAreNotifiedWhenAGameCannotBeRecorded(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.recorder.fail = 1000
	playToTheEnd(t, f)
	result := f.waitForResults("ann")
	if result["counted"] != false || result["why"] == "" || result["game"] != f.id+"#1" {
		t.Errorf("results are %v", result)
	}
}

func TestLeaverIsRecordedAndGetsNoResults(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, "ann", "bob", "cat", "dan", "eve")
	f.start()
	if err := f.players["eve"].LeaveMatch(f.id); err != nil {
		t.Fatal(err)
	}
	f.tick(1)
	imposters, _ := f.roles()
	for _, name := range imposters {
		if name != "eve" {
			if err := f.players[name].LeaveMatch(f.id); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.tick(2)
	waitFor(t, func() bool { f.tick(1); return len(f.recorder.recorded()) == 1 })
	var left []string
	for _, p := range f.recorder.recorded()[0].Players {
		if p.Left {
			left = append(left, p.Username)
		}
	}
	if len(left) == 0 || !strings.Contains(strings.Join(left, " "), "eve") {
		t.Errorf("left are %v", left)
	}
	if got := f.received("eve", protocol.OpResults); len(got) != 0 {
		t.Errorf("eve received %v", got)
	}
}

func TestChatRoomDependsOnPhaseAndLife(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, "ann", "bob", "cat", "dan", "eve", "fay")
	ask := func(user string, action lobby.ChatAction) lobby.ChatAnswer {
		t.Helper()
		answer, err := f.lobby.Chat(f.n.ServerContext(), f.id, user, "", action)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	if got := ask(f.userID("ann"), lobby.ChatJoin); got.Room != lobby.RoomAll {
		t.Errorf("a player may not join: %+v", got)
	}
	if got := ask("stranger", lobby.ChatJoin); got.Room != lobby.RoomNone || got.Reason == "" {
		t.Errorf("a stranger may join: %+v", got)
	}
	if got := ask(f.userID("ann"), lobby.ChatWrite); got.Room != lobby.RoomAll {
		t.Errorf("in the lobby: %+v", got)
	}
	f.start()
	imposters, crew := f.roles()
	if got := ask(f.userID(crew[0]), lobby.ChatWrite); got.Room != lobby.RoomNone || got.Reason == "" {
		t.Errorf("the living while playing: %+v", got)
	}
	f.send(imposters[0], protocol.OpKill, `{"target":"`+f.userID(crew[0])+`"}`)
	got := ask(f.userID(crew[0]), lobby.ChatWrite)
	if got.Room != lobby.RoomGhosts || len(got.Ghosts) != 1 || got.Ghosts[0].SessionID != f.players[crew[0]].SessionID {
		t.Errorf("the dead while playing: %+v", got)
	}
	f.send(crew[1], protocol.OpReport, `{"body":"`+f.userID(crew[0])+`"}`)
	f.tick(2)
	if got := ask(f.userID(crew[1]), lobby.ChatWrite); got.Room != lobby.RoomAll {
		t.Errorf("the living in a meeting: %+v", got)
	}
	if got := ask(f.userID(crew[0]), lobby.ChatWrite); got.Room == lobby.RoomAll {
		t.Errorf("the dead in a meeting: %+v", got)
	}
	f.players["fay"].Close()
	f.tick(1)
	if got := ask(f.userID("fay"), lobby.ChatJoin); got.Room != lobby.RoomNone {
		t.Errorf("a disconnected player may join: %+v", got)
	}
}

func TestUnknownSignalsGetAnError(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann")
	for _, data := range []string{"", "{", `{"kind":"win"}`} {
		if answer, err := f.n.MatchSignal(f.n.ServerContext(), f.id, data); err != nil || !strings.Contains(answer, "error") {
			t.Errorf("signal %q: %q, %v", data, answer, err)
		}
	}
}

func TestReconnectedPlayerReceivesGameOverAndTheGameIsRecordedOnce(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"finished_seconds": 60.0})}, four...)
	_, victim := playToTheEnd(t, f)
	f.players[victim].Close()
	f.tick(1)
	f.join(victim, nil)
	f.tick(1)
	if over := f.lastReceived(victim, protocol.OpGameOver); over["winner"] != "crew" || over["reason"] != "imposters_gone" {
		t.Errorf("game over is %v", over)
	}
	f.send(victim, protocol.OpResync, `{}`)
	other := four[0]
	if other == victim { // the victim may have missed the results
		other = four[1]
	}
	f.waitForResults(other)
	if games := f.recorder.recorded(); len(games) != 1 {
		t.Errorf("%d games are recorded", len(games))
	}
}
