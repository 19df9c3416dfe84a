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
func playToTheEnd(t *testing.T, b *table) (imposter, victim string) {
	t.Helper()
	b.start()
	imposters, crew := b.roles()
	if len(imposters) != 1 || len(crew) != 3 {
		t.Fatalf("imposters %v, crew %v", imposters, crew)
	}
	imposter, victim = imposters[0], crew[0]
	voters := crew[1:]
	b.send(imposter, protocol.OpKill, `{"target":"`+b.idOf(victim)+`"}`)
	if death := b.last(victim, protocol.OpDeath); death["user_id"] != b.idOf(victim) {
		t.Fatalf("the victim is told %v", death)
	}
	b.send(voters[0], protocol.OpReport, `{"body":"`+b.idOf(victim)+`"}`)
	b.tick(2)
	phase := b.last(voters[1], protocol.OpPhase)
	if phase["phase"] != "voting" && phase["phase"] != "discussion" {
		t.Fatalf("after the report the phase is %v", phase)
	}
	b.tick(2)
	for _, voter := range voters {
		b.send(voter, protocol.OpVote, `{"target":"`+b.idOf(imposter)+`"}`)
	}
	b.send(imposter, protocol.OpVote, `{"skip":true}`)
	b.tick(3)
	return imposter, victim
}

func TestAWholeGameFromLobbyToResults(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	imposter, victim := playToTheEnd(t, b)

	tally := b.last(victim, protocol.OpTally)
	if tally["ejected"] != b.idOf(imposter) || tally["reason"] != "majority" || tally["role"] != "imposter" {
		t.Errorf("tally is %v", tally)
	}
	over := b.last(victim, protocol.OpGameOver)
	if over["winner"] != "crew" || over["reason"] != "imposters_gone" {
		t.Errorf("game over is %v", over)
	}
	for _, name := range four {
		result := b.results(name)
		if result["counted"] != true || result["game"] != b.id+"#1" || result["leaderboard"] != "weekly_crew_wins" {
			t.Errorf("results of %s are %v", name, result)
		}
	}
	games := b.recorder.recorded()
	if len(games) != 1 {
		t.Fatalf("%d games are recorded", len(games))
	}
	got := games[0]
	if got.Winner != "crew" || got.Reason != "imposters_gone" || got.Map != "hall" || got.Mode != "classic" || got.Private || got.EndedAt == 0 || len(got.Players) != 4 {
		t.Errorf("recorded is %+v", got)
	}
	for _, p := range got.Players {
		switch p.UserID {
		case b.idOf(imposter):
			if p.Role != "imposter" || p.Kills != 1 || p.Votes != 1 || p.CorrectVotes != 0 {
				t.Errorf("imposter is recorded as %+v", p)
			}
		case b.idOf(victim):
			if p.Role != "crew" || p.Alive || p.Votes != 0 || p.Username != victim {
				t.Errorf("victim is recorded as %+v", p)
			}
		default:
			if p.Role != "crew" || !p.Alive || p.CorrectVotes != 1 || p.Left {
				t.Errorf("voter is recorded as %+v", p)
			}
		}
	}
	if b.recorder.alive != nil {
		t.Errorf("the recorder's context is over: %v", b.recorder.alive)
	}
	if got := b.n.Counter("sagishi_games{mode=classic,reason=imposters_gone,winner=crew}"); got != 1 {
		t.Errorf("%d games are in the metrics: %v", got, b.n.Counters())
	}
	if kills, votes := b.n.Counter("sagishi_kills"), b.n.Counter("sagishi_votes"); kills != 1 || votes != 3 {
		t.Errorf("%d kills and %d votes are in the metrics", kills, votes)
	}
}

func TestVotesAreSeenButNotForWhom(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.start()
	b.clear()
	b.send("bob", protocol.OpVote, `{"call":true}`)
	b.tick(2)
	calls := b.players["cat"].ReceivedOp(protocol.OpVote)
	if len(calls) != 1 || calls[0].Sender != b.idOf("bob") || string(calls[0].Data) != `{"call":true}` {
		t.Errorf("cat sees the call %+v", calls)
	}
	b.clear()
	b.send("dan", protocol.OpVote, `{"target":"`+b.idOf("bob")+`"}`)
	votes := b.players["cat"].ReceivedOp(protocol.OpVote)
	if len(votes) != 1 || votes[0].Sender != b.idOf("dan") || string(votes[0].Data) != `{"voted":true}` {
		t.Errorf("cat sees the vote %+v", votes)
	}
}

func TestARematchIsAGameOfItsOwn(t *testing.T) {
	b := seat(t, lobby.Request{Private: true, Settings: quick(map[string]any{"finished_seconds": 0.0})}, four...)
	playToTheEnd(t, b)
	b.results("ann")
	b.clear()
	for range 20 {
		b.tick(1)
	}
	if got := b.label().State; got != game.Lobby {
		t.Fatalf("after the game the state is %s", got)
	}
	playToTheEnd(t, b)
	if result := b.results("ann"); result["game"] != b.id+"#2" {
		t.Errorf("results are %v", result)
	}
	games := b.recorder.recorded()
	if len(games) != 2 || games[0].ID == games[1].ID || !games[1].Private {
		t.Errorf("recorded are %+v", games)
	}
}

func TestRecordingIsTriedAgain(t *testing.T) {
	for name, panics := range map[string]bool{"error": false, "panic": true} {
		t.Run(name, func(t *testing.T) {
			b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
			b.recorder.fail, b.recorder.panic = 2, panics
			playToTheEnd(t, b)
			if result := b.results("ann"); result["counted"] != true {
				t.Errorf("results are %v", result)
			}
			if got := b.n.Counter("sagishi_record_failed"); got != 2 {
				t.Errorf("%d failures are counted", got)
			}
		})
	}
}

func TestPlayersAreToldIfAGameCannotBeRecorded(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.recorder.fail = 1000
	playToTheEnd(t, b)
	result := b.results("ann")
	if result["counted"] != false || result["why"] == "" || result["game"] != b.id+"#1" {
		t.Errorf("results are %v", result)
	}
}

func TestWhoLeftIsRecordedAsGoneAndHearsNothing(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, "ann", "bob", "cat", "dan", "eve")
	b.start()
	if err := b.players["eve"].LeaveMatch(b.id); err != nil {
		t.Fatal(err)
	}
	b.tick(1)
	imposters, _ := b.roles()
	for _, name := range imposters {
		if name != "eve" {
			if err := b.players[name].LeaveMatch(b.id); err != nil {
				t.Fatal(err)
			}
		}
	}
	b.tick(2)
	waitFor(t, func() bool { b.tick(1); return len(b.recorder.recorded()) == 1 })
	var left []string
	for _, p := range b.recorder.recorded()[0].Players {
		if p.Left {
			left = append(left, p.Username)
		}
	}
	if len(left) == 0 || !strings.Contains(strings.Join(left, " "), "eve") {
		t.Errorf("left are %v", left)
	}
	if got := b.got("eve", protocol.OpResults); len(got) != 0 {
		t.Errorf("eve hears %v", got)
	}
}

func TestChatFollowsThePhase(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, "ann", "bob", "cat", "dan", "eve", "fay")
	ask := func(user string, action lobby.ChatAction) lobby.ChatAnswer {
		t.Helper()
		answer, err := b.lobby.Chat(b.n.ServerContext(), b.id, user, action)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	if got := ask(b.idOf("ann"), lobby.ChatJoin); got.Room != lobby.RoomAll {
		t.Errorf("a player may not join: %+v", got)
	}
	if got := ask("stranger", lobby.ChatJoin); got.Room != lobby.RoomNone || got.Reason == "" {
		t.Errorf("a stranger may join: %+v", got)
	}
	if got := ask(b.idOf("ann"), lobby.ChatWrite); got.Room != lobby.RoomAll {
		t.Errorf("in the lobby: %+v", got)
	}
	b.start()
	imposters, crew := b.roles()
	if got := ask(b.idOf(crew[0]), lobby.ChatWrite); got.Room != lobby.RoomNone || got.Reason == "" {
		t.Errorf("the living while playing: %+v", got)
	}
	b.send(imposters[0], protocol.OpKill, `{"target":"`+b.idOf(crew[0])+`"}`)
	got := ask(b.idOf(crew[0]), lobby.ChatWrite)
	if got.Room != lobby.RoomGhosts || len(got.Ghosts) != 1 || got.Ghosts[0].SessionID != b.players[crew[0]].SessionID {
		t.Errorf("the dead while playing: %+v", got)
	}
	b.send(crew[1], protocol.OpReport, `{"body":"`+b.idOf(crew[0])+`"}`)
	b.tick(2)
	if got := ask(b.idOf(crew[1]), lobby.ChatWrite); got.Room != lobby.RoomAll {
		t.Errorf("the living in a meeting: %+v", got)
	}
	if got := ask(b.idOf(crew[0]), lobby.ChatWrite); got.Room == lobby.RoomAll {
		t.Errorf("the dead in a meeting: %+v", got)
	}
	b.players["fay"].Close()
	b.tick(1)
	if got := ask(b.idOf("fay"), lobby.ChatJoin); got.Room != lobby.RoomNone {
		t.Errorf("who is not here may join: %+v", got)
	}
}

func TestUnknownSignalsAreAnswered(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann")
	for _, data := range []string{"", "{", `{"kind":"win"}`} {
		if answer, err := b.n.MatchSignal(b.n.ServerContext(), b.id, data); err != nil || !strings.Contains(answer, "error") {
			t.Errorf("signal %q: %q, %v", data, answer, err)
		}
	}
}

func TestWhoMissedTheEndIsToldAndNothingIsCountedTwice(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(map[string]any{"finished_seconds": 60.0})}, four...)
	_, victim := playToTheEnd(t, b)
	b.players[victim].Close()
	b.tick(1)
	b.join(victim, nil)
	b.tick(1)
	if over := b.last(victim, protocol.OpGameOver); over["winner"] != "crew" || over["reason"] != "imposters_gone" {
		t.Errorf("game over is %v", over)
	}
	b.send(victim, protocol.OpResync, `{}`)
	other := four[0]
	if other == victim { // who was away may have missed the results
		other = four[1]
	}
	b.results(other)
	if games := b.recorder.recorded(); len(games) != 1 {
		t.Errorf("%d games are recorded", len(games))
	}
}
