package attacks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

func TestRPCsAreRateLimitedPerPlayer(t *testing.T) {
	w := newWorld(t, nil)
	flooder, guesser := w.login("ann"), w.login("bob")
	answered := 0
	for range 2000 {
		if _, err := flooder.RPC("get_catalog", `{}`); err == nil {
			answered++
		}
	}
	if answered > 500 {
		t.Errorf("%d calls answered at once", answered)
	}
	tried := 0
	for i := range 500 {
		_, err := guesser.RPC("join_code", fmt.Sprintf(`{"code":"AAA%c%c%c"}`, 'A'+i%26, 'A'+i/26%26, 'A'+i/676))
		if err != nil && !strings.Contains(err.Error(), "too many") {
			tried++
		}
	}
	if tried > 60 {
		t.Errorf("%d codes tried at once", tried)
	}
}

func TestWrongCodesOfManyAccountsAreLimitedTogether(t *testing.T) {
	w := newWorld(t, nil)
	m := w.newMatch(`{"private":true}`, w.login("ann"))
	tried := 0
	for account := range 20 {
		guesser := w.login(fmt.Sprint("guesser", account))
		for i := range 50 {
			if _, err := guesser.RPC("join_code", fmt.Sprintf(`{"code":"ZZZZ%c%c%c%c"}`, 'A'+account, 'A'+i%26, 'A'+i/26, 'A')); nakamatest.Code(err) == notFound {
				tried++
			}
		}
	}
	if tried > 300 {
		t.Errorf("%d codes tried at once", tried)
	}
	_, err := w.login("bob").RPC("join_code", fmt.Sprintf(`{"code":%q}`, m.code))
	w.wantCode("a right code meanwhile", err, resourceExhausted)
	w.nk.Advance(time.Second)
	if found := w.login("cat").rpc("join_code", fmt.Sprintf(`{"code":%q}`, m.code)).text("match_id"); found != m.match {
		t.Errorf("the code leads to %q", found)
	}
}

func TestMalformedDeepAndHugePayloadsAreRefused(t *testing.T) {
	w := newWorld(t, nil)
	p, _, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan", "eve", "fay")
	deep := strings.Repeat(`{"a":`, 2000) + "1" + strings.Repeat("}", 2000)
	for id := range map[string]bool{"equip_hat": true, "create_match": true, "update_group_metadata": true} {
		for _, payload := range []string{
			`{`, `[]`, `null`, `"x"`, `{} {}`, "{\"hat\":\"\xff\"}", strings.Repeat("[", 16000), deep, strings.Repeat(" ", 17000), "\x00",
		} {
			if _, err := crew[0].RPC(id, payload); err == nil && payload != `{"hat":"`+"\xff"+`"}` {
				t.Errorf("%s answers %.20q", id, payload)
			}
		}
	}
	// Sent a second apart: many malformed messages in a row would remove the player.
	for _, payload := range []string{`{`, `[]`, `null`, deep[:4096], strings.Repeat("x", 5000), "\xff\xfe", `{"target":{}}`} {
		crew[0].refused("malformed", protocol.OpKill, `%s`, payload)
		p.tick(10)
	}
	if got := p.phase(); got != "playing" {
		t.Errorf("in %s", got)
	}
}

func TestFloodingAMatchRemovesOnlyTheFlooder(t *testing.T) {
	w := newWorld(t, nil)
	p, _, crew := w.newGame("classic", `"voting_seconds":60`, "ann", "bob", "cat", "dan", "eve", "fay")
	flooder, voters := crew[0], crew[1:]
	voters[0].accepted(protocol.OpVote, `{"call":true}`)
	p.tick(1)
	for tick := range 5 {
		for range 1000 {
			_ = flooder.MatchData(p.match, protocol.OpKill, []byte(`{"target":"x"}`))
		}
		if tick == 0 {
			voters[0].accepted(protocol.OpVote, `{"skip":true}`)
		}
		p.tick(1)
	}
	if dropped := w.nk.Dropped(p.match); dropped != 0 {
		t.Errorf("%d messages were dropped", dropped)
	}
	for _, voter := range voters[1:] {
		voter.accepted(protocol.OpVote, `{"skip":true}`)
	}
	if seen := voters[0].viewOf(flooder); seen["alive"] != false {
		t.Errorf("the flooder was not removed: %v", seen)
	}
}

func TestFriendRequestsAndPartiesAreRateLimited(t *testing.T) {
	w := newWorld(t, nil)
	for name, in := range map[string]*rtapi.Envelope{
		"status": {Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: wrapperspb.String("spam")}}},
		"party":  {Message: &rtapi.Envelope_PartyCreate{PartyCreate: &rtapi.PartyCreate{MaxSize: 4}}},
		"tickets": {Message: &rtapi.Envelope_MatchmakerAdd{
			MatchmakerAdd: &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 4, Query: "*"},
		}},
	} {
		spammer := w.login("ann_" + name)
		refusals := 0
		for range 200 {
			if err := spammer.Send(in); err != nil && strings.Contains(err.Error(), "too many requests") {
				refusals++
			}
		}
		if refusals < 150 {
			t.Errorf("%s: %d of 200 refused", name, refusals)
		}
	}
	_, err := w.login("bob").CreateParty(&rtapi.PartyCreate{MaxSize: 100})
	w.wantText("a huge party", err, "max_size")
}

func TestClientsCannotSetMatchParameters(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	for payload, field := range map[string]string{
		`{"reserved":["` + cheat.UserID + `"]}`:         "reserved",
		`{"sagishi":"{}"}`:                              "sagishi",
		`{"seed":[0]}`:                                  "seed",
		`{"mode":"classic\",\"open\":true,\"x\":\""}`:   "mode",
		`{"map":"../../etc/passwd"}`:                    "map",
		`{"skill":1e999}`:                               "skill",
		`{"skill":-1}`:                                  "skill",
		`{"skill":1000001}`:                             "skill",
		`{"max_players":16}`:                            "max_players",
		`{"settings":{"imposters":4}}`:                  "imposters",
		`{"settings":{"voting_seconds":4.9}}`:           "voting_seconds",
		`{"settings":{"tick_rate":60}}`:                 "tick_rate",
		`{"settings":{"kill_distance":{"toString":1}}}`: "kill_distance",
	} {
		_, err := cheat.RPC("create_match", payload)
		w.wantCode(payload, err, invalidArgument)
		w.wantText(payload, err, field)
	}
	// Invalid properties of tickets give an ordinary match.
	var tickets []string
	for _, s := range []*player{cheat, w.login("bob")} {
		ticket, err := s.AddTicket(&rtapi.MatchmakerAdd{
			MinCount: 2, MaxCount: 2, Query: "*",
			StringProperties:  map[string]string{"mode": "god", "map": "../etc"},
			NumericProperties: map[string]float64{"skill": 1e300},
		})
		w.must(err)
		tickets = append(tickets, ticket)
	}
	match, err := w.nk.MatchTickets(tickets...)
	w.must(err)
	found, err := w.nk.MatchGet(t.Context(), match)
	w.must(err)
	if label := found.GetLabel().GetValue(); !strings.Contains(label, `"mode":"classic","map":"space_station","skill":125`) {
		t.Errorf("the match is %s", label)
	}
}
