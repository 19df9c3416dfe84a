package attacks_test

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/game"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// playWithBots plays a public game of one person and nine bots to its end, and
// returns the person's results.
func (w *world) playWithBots(person *player) message {
	w.Helper()
	p := w.newMatch(`{"bots":9,"settings":`+w.settings(`"idle_seconds":0,"tasks_per_player":1,"voting_seconds":5`)+`}`, person)
	p.start()
	for range 36_000 {
		p.tick(1)
		if person.last(protocol.OpGameOver) != nil {
			return p.results()[person]
		}
	}
	w.Fatal("the game has no end")
	return nil
}

func TestGamesWithBotsBringNothing(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_PRIVATE": "true", "SAGISHI_RANKED_MIN_PLAYERS": "3"})
	farmer := w.login("ann")
	w.must(farmer.JoinTournament("weekly_top_detective"))
	coins := w.coins(farmer)
	got := w.playWithBots(farmer)
	if got["counted"] != false || !strings.Contains(got.text("why"), "bots") || got.text("leaderboard") != "" {
		t.Errorf("results %v", got)
	}
	if w.nk.CountObjects("results") != 0 || w.nk.CountObjects("stats") != 0 || w.coins(farmer) != coins {
		t.Error("something was counted or paid")
	}
}

func TestLeavingAGameWithBotsIsFree(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_LEAVER_LIMIT": "1"})
	leaver := w.login("ann")
	p := w.newMatch(`{"bots":9,"settings":`+w.settings(``)+`}`, leaver)
	p.start()
	w.must(leaver.LeaveMatch(p.match))
	p.tick(5)
	leaver.rpc("find_match", `{}`)
}

func TestNobodyCanPassForABot(t *testing.T) {
	w := newWorld(t, nil)
	for _, name := range []string{"Bot 1", "Bot 12"} {
		_, err := w.nk.Login(nakamatest.LoginOptions{DeviceID: "device-of-an-imitator", Username: name})
		w.wantCode("login as "+name, err, invalidArgument)
		err = w.login("ann").UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String(name)})
		w.wantCode("renaming to "+name, err, invalidArgument)
	}
	p := w.newMatch(`{"bots":3}`, w.logins("bob", "cat")...)
	for _, entry := range p.players[0].last(protocol.OpState)["players"].([]any) {
		seen := message(entry.(map[string]any))
		isBot := strings.HasPrefix(seen.text("user_id"), string(game.BotID(1))[:9])
		if (seen["bot"] == true) != isBot {
			t.Errorf("%v", seen)
		}
	}
}

// A bot's seat must not be reached by what a client can send about it.
func TestBotsCannotBeMadeHostsOrPlayedByClients(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"bots":3,"settings":`+w.settings(``)+`}`, w.logins("ann", "bob")...)
	host, guest := p.players[0], p.players[1]
	guest.refused("not_host", protocol.OpBots, `{"count":0}`)
	guest.refused("not_host", protocol.OpKick, `{"target":%q}`, game.BotID(1))
	for _, payload := range []string{`{"count":99}`, `{"count":-1}`, `{"count":0.5}`} {
		host.refused("bad_value", protocol.OpBots, "%s", payload)
	}
	host.accepted(protocol.OpKick, `{"target":%q}`, game.BotID(1))
	host.accepted(protocol.OpBots, `{"count":3}`)
	w.must(host.LeaveMatch(p.match))
	p.players = p.players[1:]
	p.tick(1)
	if got := guest.last(protocol.OpPlayers).text("host"); got != guest.UserID {
		t.Errorf("the host is %s", got)
	}
}

func TestKickedPlayerDoesNotPlayTheBotInTheSeat(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{}`, w.logins("ann", "bob")...)
	host, kicked := p.players[0], p.players[1]
	host.post(protocol.OpKick, `{"target":%q}`, kicked.UserID)
	host.post(protocol.OpBots, `{"count":3}`) // in the same tick: a bot takes the seat
	p.tick(1)
	p.clear()
	kicked.post(protocol.OpPosition, `{"x":40,"y":0,"z":40}`)
	p.tick(2)
	if got := host.ReceivedOp(protocol.OpPosition); len(got) != 0 {
		t.Errorf("the kicked player moved %s: %s", got[0].Sender, got[0].Data)
	}
	w.must(host.MatchData(p.match, protocol.OpBots, []byte(`{"count":0}`)))
	p.tick(1)
	if got := kicked.Received(); len(got) != 0 {
		t.Errorf("the kicked player received %d messages, such as %s", len(got), got[0].Data)
	}
}

func TestBotDoesNotActInTheNameOfAPersonWhoHadItsSeat(t *testing.T) {
	for name, change := range map[string]func(host *player){
		"the host removes the bot":  func(host *player) { host.accepted(protocol.OpBots, `{"count":0}`) },
		"the person takes the seat": func(*player) {},
	} {
		w := newWorld(t, nil)
		p := w.newMatch(`{"bots":3,"max_players":4,"settings":`+w.settings(`"min_players":4`)+`}`, w.login("ann"))
		host, guest := p.players[0], w.login("bob")
		change(host)
		p.join(guest)
		if name == "the host removes the bot" {
			p.tick(1)
		}
		w.must(guest.LeaveMatch(p.match))
		host.accepted(protocol.OpBots, `{"count":3}`)
		p.start()
		p.tick(300)
		for _, op := range []int64{protocol.OpPosition, protocol.OpVote} {
			for _, m := range host.ReceivedOp(op) {
				if m.Sender == guest.UserID {
					t.Fatalf("%s: op %d was sent by %s, who has left", name, op, guest.Username)
				}
			}
		}
	}
}

func TestChangesOfBotsDoNotFloodTheOthers(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"max_players":15}`, w.logins("ann", "bob")...)
	host, guest := p.players[0], p.players[1]
	p.clear()
	for range 10 { // a second
		for range 2 { // as often as the server takes messages
			host.post(protocol.OpBots, `{"count":13}`)
			host.post(protocol.OpBots, `{"count":0}`)
		}
		p.tick(1)
	}
	// Nakama disconnects a client for which too many messages wait.
	if got := len(guest.ReceivedOp(protocol.OpPlayers)); got > 64 {
		t.Errorf("the host makes the others receive %d messages in a second", got)
	}
	if got := host.last(protocol.OpRejected).text("code"); got != "cooldown" {
		t.Errorf("refused with %q", got)
	}
	p.tick(10)
	host.accepted(protocol.OpBots, `{"count":13}`)
}
