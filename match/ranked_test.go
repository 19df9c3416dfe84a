package match_test

import (
	"strings"
	"testing"

	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

func TestLabelSaysWhetherGamesCount(t *testing.T) {
	f := newServer(t, rankedFrom10)
	f.create(lobby.Request{})
	f.join("ann", nil)
	for _, step := range []struct {
		settings string
		want     bool
	}{
		{`{"kill_cooldown_seconds":9}`, false},
		{`{"kill_cooldown_seconds":10}`, true},
		{`{"min_players":3}`, false},
		{`{"min_players":5}`, true},
		{`{"kill_cooldown_seconds":61,"kill_distance":3}`, false},
	} {
		f.send("ann", protocol.OpSettings, step.settings)
		if got := f.label().Ranked; got != step.want {
			t.Errorf("after %s the label says %t", step.settings, got)
		}
	}
	f.create(lobby.Request{Private: true})
	if f.label().Ranked {
		t.Error("the label of a private match says that its games count")
	}
}

func TestHostOfAMatchmakersMatchStaysWithinTheRankedRanges(t *testing.T) {
	f := newServer(t, rankedFrom10)
	f.create(lobby.Request{RankedOnly: true})
	f.join("ann", nil)
	f.send("ann", protocol.OpSettings, `{"kill_cooldown_seconds":0,"kill_distance":3}`)
	if got := f.lastReceived("ann", protocol.OpRejected); got["code"] != "ranked_only" || !strings.Contains(got["message"].(string), "10 to 60") {
		t.Errorf("refused with %v", got)
	}
	f.clear()
	f.send("ann", protocol.OpSettings, `{"kill_cooldown_seconds":30,"min_players":3}`)
	if refused := f.received("ann", protocol.OpRejected); len(refused) != 0 {
		t.Errorf("settings within the ranges are refused: %v", refused)
	}
	f.create(lobby.Request{RankedOnly: true, Settings: map[string]any{"kill_cooldown_seconds": 0.0}})
	f.join("bob", nil)
	f.send("bob", protocol.OpSettings, `{"kill_distance":3}`)
	if refused := f.received("bob", protocol.OpRejected); len(refused) != 0 {
		t.Errorf("no settings are possible: %v", refused)
	}
}

// With finished_seconds 0 the lobby follows in the tick of the kill that ends the game,
// and the host's next message may come in that tick, too.
func TestHostCannotChangeWhetherAGameCountsOnceItIsDecided(t *testing.T) {
	for _, test := range []struct {
		cooldown float64 // in the game that is played
		op       int64
		payload  string // sent by the host right behind the last kill
		counts   bool
	}{
		{9, protocol.OpSettings, `{"kill_cooldown_seconds":10}`, false},
		{10, protocol.OpSettings, `{"kill_cooldown_seconds":9}`, true},
		{10, protocol.OpBots, `{"count":1}`, true},
	} {
		f := newServer(t, rankedFrom10)
		f.create(lobby.Request{Settings: quickSettings(map[string]any{"kill_cooldown_seconds": test.cooldown, "finished_seconds": 0.0})})
		for _, name := range four {
			f.join(name, nil)
		}
		f.start()
		imposters, crew := f.roles()
		f.tick(110)
		f.send(imposters[0], protocol.OpKill, `{"target":"`+f.userID(crew[0])+`"}`)
		f.tick(110)
		f.clear()
		f.queue(imposters[0], protocol.OpKill, `{"target":"`+f.userID(crew[1])+`"}`)
		f.send("ann", test.op, test.payload)
		if changed := f.lastReceived("ann", protocol.OpPlayers)["event"]; changed != "settings" && changed != "joined" {
			t.Fatalf("%s: ann received %v", test.payload, changed)
		}
		waitFor(t, func() bool { return len(f.recorder.recorded()) == 1 })
		if got := f.recorder.recorded()[0]; (got.Unranked == "" && !got.Bots) != test.counts {
			t.Errorf("%s right after the end: recorded %+v", test.payload, got)
		}
	}
}

func TestGameOfEnoughPlayersCountsWhateverMinPlayersWas(t *testing.T) {
	for settings, counts := range map[string]bool{`{"min_players":3}`: true, `{"kill_cooldown_seconds":0}`: false} {
		f := newServer(t, rankedFrom10)
		f.create(lobby.Request{Settings: quickSettings(map[string]any{"kill_cooldown_seconds": 10.0})})
		for _, name := range four {
			f.join(name, nil)
		}
		f.send("ann", protocol.OpSettings, settings)
		f.start()
		imposters, _ := f.roles()
		_ = f.players[imposters[0]].LeaveMatch(f.id)
		f.tick(2)
		waitFor(t, func() bool { return len(f.recorder.recorded()) == 1 })
		if got := f.recorder.recorded()[0].Unranked; (got == "") != counts {
			t.Errorf("%s: %q", settings, got)
		}
	}
}
