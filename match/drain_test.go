package match_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/results"
	"sagishi/match"
	"sagishi/protocol"
)

// drainSwitch is a server that is drained while it is true.
type drainSwitch struct{ atomic.Bool }

func (d *drainSwitch) On() bool { return d.Load() }

func newDrainedMatch(t *testing.T, request lobby.Request, names ...string) (*fixture, *drainSwitch) {
	t.Helper()
	drain := &drainSwitch{}
	f := newServer(t, func(d *match.Deps) { d.Drain = drain })
	f.create(request)
	for _, name := range names {
		f.join(name, nil)
	}
	return f, drain
}

func TestLobbyOfADrainedServerClosesAfterItsPlayersWereTold(t *testing.T) {
	f, drain := newDrainedMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	if !f.label().Open {
		t.Fatal("the lobby is not open")
	}
	drain.Store(true)
	f.clear()
	f.tick(1)
	if got := f.lastReceived("bob", protocol.OpRejected); got["op"] != 0.0 || got["code"] != "shutdown" || !strings.Contains(got["message"].(string), "closes in 30 s") {
		t.Errorf("bob received %v", got)
	}
	if f.label().Open {
		t.Error("the lobby is listed as open")
	}
	if err := f.login("eve").JoinMatch(f.id, nil); err == nil {
		t.Error("eve joined")
	}
	f.send("ann", protocol.OpStart, `{}`)
	if got := f.lastReceived("ann", protocol.OpRejected); got["code"] != "wrong_phase" || f.label().State != game.Lobby {
		t.Errorf("ann received %v", got)
	}
	if !f.tick(250) || f.tick(60) {
		t.Error("the lobby does not close after 30 s")
	}
	if notices := f.received("bob", protocol.OpRejected); len(notices) != 1 {
		t.Errorf("bob received %v", notices)
	}
	if got := f.n.Gauge("sagishi_matches"); got != 0 {
		t.Errorf("%v matches are in the metrics", got)
	}
}

func TestLobbyStaysWhenDrainingEnds(t *testing.T) {
	f, drain := newDrainedMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	drain.Store(true)
	f.tick(200)
	drain.Store(false)
	if !f.tick(400) || !f.label().Open {
		t.Fatal("the lobby closed")
	}
	f.join("eve", nil)
	f.start()
}

func TestGameOfADrainedServerGoesOnToItsEnd(t *testing.T) {
	f, drain := newDrainedMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"idle_seconds": 0.0, "finished_seconds": 0.0})}, four...)
	f.start()
	imposters, crew := f.roles()
	drain.Store(true)
	f.clear()
	f.tick(600)
	f.players["bob"].Close()
	f.tick(1)
	f.join("bob", nil)
	if state := f.lastReceived("bob", protocol.OpState); state["phase"] != "playing" {
		t.Errorf("bob came back to %v", state)
	}
	if notices := f.received("ann", protocol.OpRejected); len(notices) != 0 {
		t.Errorf("ann received %v while playing", notices)
	}
	for _, victim := range crew[:2] {
		f.send(imposters[0], protocol.OpKill, `{"target":"`+f.userID(victim)+`"}`)
	}
	if got := f.waitForResults("ann"); got["counted"] != true {
		t.Errorf("ann received %v", got)
	}
	if got := f.lastReceived("ann", protocol.OpRejected); got["code"] != "shutdown" {
		t.Errorf("ann received %v", got)
	}
	waitFor(t, func() bool { return !f.tick(1) })
	if games := f.recorder.recorded(); len(games) != 1 || games[0].Reason != "parity" {
		t.Errorf("recorded games are %+v", games)
	}
}

// waitingRecorder records games only after it is let go.
type waitingRecorder struct {
	match.Recorder
	letGo chan struct{}
}

func (r waitingRecorder) Record(ctx context.Context, finished results.Game) (map[string]results.PlayerSummary, error) {
	<-r.letGo
	return r.Recorder.Record(ctx, finished)
}

func TestDrainedMatchStaysUntilItsGameIsRecorded(t *testing.T) {
	drain, letGo := &drainSwitch{}, make(chan struct{})
	f := newServer(t, func(d *match.Deps) { d.Drain, d.Recorder = drain, waitingRecorder{d.Recorder, letGo} })
	f.create(lobby.Request{Settings: quickSettings(nil)})
	for _, name := range four {
		f.join(name, nil)
	}
	playToTheEnd(t, f)
	drain.Store(true)
	if !f.tick(1000) {
		t.Error("the match closes, and the server seems to be empty, before the game is recorded")
	}
	close(letGo)
	waitFor(t, func() bool { return !f.tick(1) })
	if got := f.lastReceived("ann", protocol.OpResults); got["counted"] != true {
		t.Errorf("ann received %v", got)
	}
}

func TestGameThatNeverEndsIsEndedAfterAnHourOfDraining(t *testing.T) {
	f, drain := newDrainedMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"idle_seconds": 0.0})}, four...)
	f.start()
	drain.Store(true)
	f.tick(1800 * 10)
	drain.Store(false)
	f.tick(1)
	drain.Store(true)
	if !f.tick(3600*10-1) || len(f.received("ann", protocol.OpRejected)) != 0 {
		t.Fatalf("ann received %v", f.received("ann", protocol.OpRejected))
	}
	f.tick(1)
	if got := f.lastReceived("ann", protocol.OpRejected); got["code"] != "shutdown" || !strings.Contains(got["message"].(string), "60 seconds") {
		t.Errorf("ann received %v", got)
	}
	waitFor(t, func() bool { return !f.tick(1) })
	if games := f.recorder.recorded(); len(games) != 1 || games[0].Reason != "abandoned" {
		t.Errorf("recorded games are %+v", games)
	}
}
