package attacks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

func TestOnlyTheHostControlsTheLobby(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, w.logins("ann", "bob", "cat", "dan", "eve")...)
	host, guest := p.players[0], p.players[1]
	guest.refused("not_host", protocol.OpStart, `{}`)
	guest.refused("not_host", protocol.OpSettings, `{"kill_distance":3}`)
	guest.refused("not_host", protocol.OpKick, `{"target":%q}`, p.players[2].UserID)
	host.refused("bad_value", protocol.OpSettings, `{"kill_distance":21}`)
	host.refused("bad_value", protocol.OpSettings, `{"min_players":1}`)
	host.refused("bad_value", protocol.OpSettings, `{"max_players":4}`) // five players are here
	host.refused("malformed", protocol.OpSettings, `{"kill_distance":3,"god_mode":true}`)
	if settings := host.state()["settings"].(map[string]any); settings["kill_distance"] != 20.0 {
		t.Errorf("a refused change was applied: %v", settings)
	}
	p.start()
	host.refused("wrong_phase", protocol.OpSettings, `{"kill_distance":3}`)
	host.refused("wrong_phase", protocol.OpKick, `{"target":%q}`, guest.UserID)
	host.refused("wrong_phase", protocol.OpStart, `{}`)
}

func TestOnePlayerGetsTheLastSeatAndNobodyJoinsARunningGame(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"max_players":5,"settings":`+w.settings(`"start_countdown_seconds":60`)+`}`, w.logins("ann", "bob", "cat", "dan")...)
	joined := 0
	for _, late := range w.logins("eve", "fay", "gus") {
		if late.JoinMatch(p.match, nil) == nil {
			joined++
		}
	}
	if joined != 1 {
		t.Errorf("%d took the last seat", joined)
	}
	_, err := w.login("hal").RPC("join_code", fmt.Sprintf(`{"code":%q}`, p.code))
	w.must(err) // the code still names the match; the match refuses
	running, _, _ := w.newGame("classic", ``, "ivy", "jim", "kim", "leo")
	w.wantText("joining a game that runs", w.login("mia").JoinMatch(running.match, nil), "running")
}

func TestSecondSocketDoesNotAddAPlayer(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, w.logins("ann", "bob", "cat", "dan")...)
	again := w.login("bob")
	w.wantText("a second socket", again.JoinMatch(p.match, nil), "already")
	again.match = p.match
	p.players[0].Clear()
	again.send(protocol.OpPosition, `{"x":1,"z":1}`)
	if len(p.players[0].ReceivedOp(protocol.OpPosition)) != 0 {
		t.Error("a message of the second socket was accepted")
	}
	if players := p.players[0].state()["players"].([]any); len(players) != 4 {
		t.Errorf("%d seats are taken by four players", len(players))
	}
}

func TestKickedPlayerCannotReturnWithAnotherSocket(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{}`, w.logins("ann", "bob", "cat")...)
	p.players[0].accepted(protocol.OpKick, `{"target":%q}`, p.players[1].UserID)
	p.tick(1)
	w.wantText("joining again", p.players[1].JoinMatch(p.match, nil), "kicked")
	w.wantText("joining by another socket", w.login("bob").JoinMatch(p.match, nil), "kicked")
}

func TestMisleadingNamesAreRefusedAndNamesStayDuringAGame(t *testing.T) {
	w := newWorld(t, nil)
	for _, name := range []string{"ab", strings.Repeat("a", 21), "ann\n", "аnn", "[b]ann", "a nn", "ann\u200b", "<i>x</i>"} {
		if _, err := w.nk.Login(nakamatest.LoginOptions{Username: name}); nakamatest.Code(err) != invalidArgument {
			t.Errorf("username %q: %v", name, err)
		}
	}
	ann := w.login("ann")
	for _, name := range []string{" ", "\u3164", "bob\u202e", "bob\u200b", "bob\u0007", strings.Repeat("x", 33)} {
		err := ann.UpdateAccount(&api.UpdateAccountRequest{DisplayName: wrapperspb.String(name)})
		w.wantCode(fmt.Sprintf("display name %q", name), err, invalidArgument)
	}
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, append([]*player{ann}, w.logins("bob", "cat", "dan")...)...)
	p.start()
	w.must(ann.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("b0b")}))
	ann.Close()
	back, err := w.nk.Login(nakamatest.LoginOptions{DeviceID: "device-of-ann"})
	w.must(err)
	w.must(back.JoinMatch(p.match, nil))
	if got := p.players[1].viewOf(ann)["username"]; got != "ann" {
		t.Errorf("a player became %v within the game", got)
	}
}

func TestNobodyJoinsUnderAnotherPlayersName(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{}`, w.logins("ann", "bob")...)
	mia := w.login("mia")
	w.must(mia.JoinMatch(p.match, map[string]string{"sagishi_username": "zoe"}))
	w.nk.Tick(p.match, 1)
	if got := p.players[0].viewOf(mia)["username"]; got != "mia" {
		t.Errorf("a forged name: mia is called %v", got)
	}
	eve := w.login("eve")
	w.must(eve.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("eva")}))
	w.must(w.login("cat").UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("eve")}))
	w.must(eve.JoinMatch(p.match, nil))
	w.nk.Tick(p.match, 1)
	if got := p.players[0].viewOf(eve)["username"]; got != "eva" {
		t.Errorf("a session from before the change of names: eve is called %v", got)
	}
}

func TestCreatedMatchesAreLimitedAndEmptyOnesClose(t *testing.T) {
	w := newWorld(t, nil)
	ann, refusals := w.login("ann"), 0
	var made []string
	for range 200 {
		answer, err := ann.RPC("create_match", `{}`)
		if err != nil {
			w.wantCode("one match too many", err, resourceExhausted)
			refusals++
			continue
		}
		made = append(made, decode(w, []byte(answer)).text("match_id"))
	}
	if len(made) > 60 || refusals == 0 {
		t.Errorf("%d matches made at once", len(made))
	}
	for _, match := range made {
		w.nk.Tick(match, 301)
	}
	w.waitFor(func() bool { return w.nk.CountObjects("codes") == 0 })
	if list, _ := ann.ListMatches(&api.ListMatchesRequest{Limit: wrapperspb.Int32(100)}); len(list) != 0 {
		t.Errorf("%d empty matches remain", len(list))
	}
	if left := w.nk.CountObjects("codes"); left != 0 {
		t.Errorf("%d join codes remain", left)
	}
}

// waitFor waits for work that goroutines do outside the matches.
func (w *world) waitFor(done func() bool) {
	for range 500 {
		if done() {
			return
		}
		ctx, cancel := contextFor(w.T, 5*time.Millisecond)
		<-ctx.Done()
		cancel()
	}
}

func TestRelayedMatchCannotPassAsAServerMatch(t *testing.T) {
	w := newWorld(t, nil)
	ann, bob := w.login("ann"), w.login("bob")
	p := w.newMatch(`{"private":true}`, ann)
	forged, err := bob.CreateMatch(p.match)
	w.must(err)
	if forged == p.match || !strings.HasSuffix(forged, ".") {
		t.Errorf("a relayed match is named %s", forged)
	}
	w.must(bob.MatchData(forged, protocol.OpGameOver, []byte(`{"winner":"crew"}`)))
	if w.nk.CountObjects("results") != 0 {
		t.Error("a relayed match was counted")
	}
	off := newWorld(t, map[string]string{"SAGISHI_RELAYED_MATCHES": "false"})
	_, err = off.login("cat").CreateMatch("mine")
	off.wantText("a relayed match", err, "create_match")
}

func TestJoinAttemptsAreRateLimitedAndHoldNoSeats(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"private":true}`, w.logins("ann")...)
	running, _, _ := w.newGame("classic", ``, "bob", "cat", "dan", "eve")
	asked := 0
	for i := range 5 { // more sockets do not help
		flooder := w.login("fay")
		for range 20 {
			if err := flooder.JoinMatch(running.match, nil); err != nil && strings.Contains(err.Error(), "running") {
				asked++
			}
		}
		if i == 0 && asked == 0 {
			t.Fatal("no join attempt reached the match")
		}
	}
	if asked > 20 {
		t.Errorf("one player reached the match %d times", asked)
	}
	if players := p.players[0].state()["players"].([]any); len(players) != 1 {
		t.Errorf("%d seats are taken", len(players))
	}
}

func TestLeaverDoesNotWinEvenAfterReturning(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"reconnect_seconds":1`, "ann", "bob", "cat", "dan", "eve", "fay")
	leaver, loser := crew[0], crew[1]
	w.must(leaver.LeaveMatch(p.match))
	loser.Close()
	p.tick(20)
	back := w.login(loser.Username)
	p.join(back)
	stays := []*player{imposters[0], crew[2], crew[3], crew[4]}
	stays[1].accepted(protocol.OpVote, `{"call":true}`)
	for _, voter := range stays {
		voter.post(protocol.OpVote, `{"target":%q}`, imposters[0].UserID)
	}
	p.tick(2)
	p.players = append(stays, back)
	got := p.results()
	if got[back]["leaderboard"] != "" || got[crew[2]]["leaderboard"] != "weekly_crew_wins" {
		t.Errorf("results of the leaver %v, of a player who stayed %v", got[back], got[crew[2]])
	}
	records, err := leaver.ListLeaderboard(&api.ListLeaderboardRecordsRequest{LeaderboardId: "weekly_crew_wins", Limit: wrapperspb.Int32(10)})
	w.must(err)
	for _, record := range records.GetRecords() {
		if record.GetOwnerId() == leaver.UserID || record.GetOwnerId() == loser.UserID {
			t.Errorf("%s won by leaving", record.GetUsername().GetValue())
		}
	}
}
