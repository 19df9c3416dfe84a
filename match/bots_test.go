package match_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
	"sagishi/match"
	"sagishi/protocol"
)

// saidLines keeps what bots say.
type saidLines struct {
	mu    sync.Mutex
	lines []string
}

func (s *saidLines) Say(_ context.Context, matchID string, bot lobby.Bot, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, fmt.Sprint(matchID, " ", bot.UserID, " ", bot.Username, ": ", text))
	return nil
}

func (s *saidLines) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lines)
}

// practice opens a private match of one person and nine bots. The seed decides roles
// and bots.
func practice(t *testing.T, seed byte, settings map[string]any) (*fixture, *saidLines) {
	t.Helper()
	said := &saidLines{}
	f := newServer(t, func(d *match.Deps) { d.Chat, d.Random = said, rand.NewChaCha8([32]byte{seed}) })
	f.create(lobby.Request{Private: true, Bots: 9, Settings: settings})
	f.join("ann", nil)
	return f, said
}

// playersOf returns the players of a message by their id.
func playersOf(message map[string]any) map[string]map[string]any {
	players := map[string]map[string]any{}
	for _, entry := range message["players"].([]any) {
		player := entry.(map[string]any)
		players[player["user_id"].(string)] = player
	}
	return players
}

func TestPersonPlaysAGameWithNineBots(t *testing.T) {
	f, said := practice(t, 1, quickSettings(map[string]any{"discussion_seconds": 5.0, "tasks_per_player": 2.0}))
	players := playersOf(f.lastReceived("ann", protocol.OpState))
	if len(players) != 10 {
		t.Fatalf("%d players, want 10", len(players))
	}
	for id, player := range players {
		isBot := player["bot"] == true
		if _, told := player["bot"]; isBot != strings.HasPrefix(player["username"].(string), "Bot ") || told != isBot {
			t.Errorf("%s: %v", id, player)
		}
	}
	f.start()
	began := f.n.Now()
	for f.label().State != game.Finished {
		if f.n.Now().Sub(began) > 30*time.Minute {
			t.Fatal("the game does not end")
		}
		f.tick(1)
		f.keepBusy("ann")
	}
	results := f.waitForResults("ann")
	if results["why"] == nil {
		t.Logf("recorded as %+v", f.recorder.recorded())
	}
	if over := f.lastReceived("ann", protocol.OpGameOver); over["winner"] == "" || len(over["players"].([]any)) != 10 {
		t.Errorf("game over: %v", over)
	}
	recorded := f.recorder.recorded()[0]
	if !recorded.Bots || len(recorded.Players) != 1 || recorded.Players[0].UserID != f.userID("ann") {
		t.Errorf("recorded: %+v", recorded)
	}
	for _, line := range said.all() {
		if !strings.HasPrefix(line, f.id+" "+string(game.BotID(1))[:35]) {
			t.Errorf("said: %s", line)
		}
	}
	if len(said.all()) == 0 && len(f.received("ann", protocol.OpTally)) > 0 {
		t.Error("no bot said anything in a meeting")
	}
}

// keepBusy lets a player act a little, so that it is not idle, and skip votes.
func (f *fixture) keepBusy(name string) {
	f.t.Helper()
	switch f.label().State {
	case game.Playing:
		f.queue(name, protocol.OpMove, fmt.Sprintf(`{"dx":%d}`, f.n.Now().Second()%3-1))
	case game.Voting:
		if f.n.Now().Second()%4 == 0 {
			f.queue(name, protocol.OpVote, `{"skip":true}`)
		}
	default:
	}
}

func TestBotsMoveAndVoteAsSendersOfTheirMessages(t *testing.T) {
	f, _ := practice(t, 1, quickSettings(nil))
	f.start()
	f.tick(100)
	f.send("ann", protocol.OpVote, `{"call":true}`)
	f.tick(300)
	for op, least := range map[int64]int{protocol.OpPosition: 2, protocol.OpVote: 5} {
		senders := map[string]bool{}
		for _, m := range f.players["ann"].ReceivedOp(op) {
			if strings.HasPrefix(m.Sender, "b0700000-") {
				senders[m.Sender] = true
			}
		}
		if len(senders) < least {
			t.Errorf("op %d has the senders %v", op, senders)
		}
	}
}

func TestPersonTakesTheSeatOfABot(t *testing.T) {
	f := newMatch(t, lobby.Request{Bots: 3, MaxPlayers: 4}, "ann")
	if label := f.label(); !label.Open || label.Players != 1 || label.Ranked {
		t.Errorf("label %+v", label)
	}
	for i, name := range []string{"bob", "cat", "dan"} {
		f.join(name, nil)
		state := f.lastReceived(name, protocol.OpState)
		bots := 0
		for _, player := range playersOf(state) {
			if player["bot"] == true {
				bots++
			}
		}
		if len(playersOf(state)) != 4 || bots != 2-i {
			t.Errorf("%s sees %d players, %d of them bots", name, len(playersOf(state)), bots)
		}
	}
	f.tick(1)
	if label := f.label(); label.Open || label.Players != 4 || !label.Ranked || label.State != game.Starting {
		t.Errorf("label of persons alone %+v", label)
	}
}

func TestMatchClosesWhenThePersonLeaves(t *testing.T) {
	f, _ := practice(t, 1, quickSettings(nil))
	f.start()
	f.tick(50)
	if err := f.players["ann"].LeaveMatch(f.id); err != nil {
		t.Fatal(err)
	}
	f.tick(1)
	waitFor(t, func() bool { return len(f.recorder.recorded()) == 1 })
	for range 304 {
		if !f.tick(1) {
			return
		}
		runtime.Gosched() // until the match hears of the record
	}
	t.Error("bots keep the match open")
}

func TestMatchWithBotsNeverCountsAgain(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"finished_seconds": 0.0})}, four...)
	if !f.label().Ranked {
		t.Fatal("the settings are not ranked")
	}
	f.send("ann", protocol.OpBots, `{"count":1}`)
	if f.label().Ranked {
		t.Error("a lobby with a bot is called ranked")
	}
	f.start()
	for _, name := range []string{"bob", "cat", "dan"} {
		if err := f.players[name].LeaveMatch(f.id); err != nil {
			t.Fatal(err)
		}
	}
	f.tick(2)
	f.send("ann", protocol.OpBots, `{"count":0}`)
	if label := f.label(); label.State != game.Lobby || label.Ranked {
		t.Errorf("after a game with a bot: %+v", label)
	}
	waitFor(t, func() bool { return len(f.recorder.recorded()) == 1 })
	if got := f.recorder.recorded()[0]; !got.Bots || len(got.Players) != 4 {
		t.Errorf("recorded %+v", got)
	}
}

func TestHostChangesTheNumberOfBots(t *testing.T) {
	f := newMatch(t, lobby.Request{MaxPlayers: 6}, "ann", "bob")
	f.send("bob", protocol.OpBots, `{"count":1}`)
	if got := f.lastReceived("bob", protocol.OpRejected); got["code"] != "not_host" {
		t.Errorf("refused with %v", got)
	}
	for _, payload := range []string{`{"count":5}`, `{"count":-1}`, `{"count":1.5}`} {
		f.send("ann", protocol.OpBots, payload)
		if got := f.lastReceived("ann", protocol.OpRejected); got["code"] != "bad_value" || !strings.Contains(got["message"].(string), "count") {
			t.Errorf("%s: refused with %v", payload, got)
		}
	}
	f.send("ann", protocol.OpBots, `{"count":4}`)
	if got := playersOf(f.lastReceived("bob", protocol.OpPlayers)); len(got) != 6 {
		t.Errorf("%d players", len(got))
	}
	f.send("ann", protocol.OpBots, `{"count":0}`)
	if got := f.lastReceived("bob", protocol.OpPlayers); got["event"] != "left" || len(playersOf(got)) != 2 {
		t.Errorf("after count 0: %v", got)
	}
}

func TestKickedPlayerIsToldAlsoIfABotTakesTheSeatInThatTick(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.clear()
	f.queue("ann", protocol.OpKick, `{"target":"`+f.userID("bob")+`"}`)
	f.send("ann", protocol.OpBots, `{"count":3}`)
	if told := f.received("bob", protocol.OpPlayers); len(told) != 1 || told[0]["event"] != "kicked" || told[0]["user_id"] != f.userID("bob") {
		t.Errorf("bob is told %v", told)
	}
	if others := f.lastReceived("ann", protocol.OpPlayers)["players"].([]any); len(others) != 4 {
		t.Errorf("ann is told of %v", others)
	}
}

func TestCrewAmongBotsLearnNoRoles(t *testing.T) {
	crewGames := 0
	for seed := range byte(5) {
		f, _ := practice(t, seed, quickSettings(map[string]any{"confirm_ejects": false, "tasks_per_player": 1.0, "discussion_seconds": 2.0}))
		f.start()
		if f.lastReceived("ann", protocol.OpRole)["role"] != "crew" {
			continue
		}
		crewGames++
		for range 18_000 {
			if f.label().State == game.Finished {
				break
			}
			f.keepBusy("ann")
			f.tick(1)
		}
		for _, m := range f.players["ann"].Received() {
			if m.Kind == nakamatest.KindMatchData && m.Op != protocol.OpGameOver && m.Op != protocol.OpResults {
				checkNoSecret(t, "ann", m.Op, m.Data)
			}
		}
	}
	if crewGames < 2 {
		t.Errorf("the person was crew in %d games", crewGames)
	}
}

func TestCoursesOfBotsAreTold(t *testing.T) {
	f, _ := practice(t, 1, quickSettings(map[string]any{"kill_cooldown_seconds": 120.0}))
	f.join("bob", map[string]string{"positions": "course"})
	f.start()
	f.clear()
	f.tick(300)
	moving := map[float64]bool{}
	for _, message := range f.received("bob", protocol.OpSnapshot) {
		for _, entry := range message["courses"].([]any) {
			course := entry.(map[string]any)
			if course["dx"] != 0.0 || course["dz"] != 0.0 {
				moving[course["index"].(float64)] = true
			}
		}
	}
	if len(moving) < 2 {
		t.Errorf("courses of %d bots were told", len(moving))
	}
}
