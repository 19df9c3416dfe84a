package match_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
	"sagishi/match"
	"sagishi/protocol"
)

// panickingMetrics panics when a counter of that name is added to.
type panickingMetrics struct {
	match.Metrics
	on string
}

func (m panickingMetrics) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	if name == m.on {
		panic("counter")
	}
	m.Metrics.MetricsCounterAdd(name, tags, delta)
}

func TestPanicEndsOnlyItsOwnMatch(t *testing.T) {
	f := newServer(t, func(d *match.Deps) { d.Metrics = panickingMetrics{d.Metrics, "sagishi_refused"} })
	f.create(lobby.Request{})
	f.join("ann", nil)
	other := &fixture{t: t, n: f.n, lobby: f.lobby, recorder: f.recorder, players: map[string]*nakamatest.Session{}}
	other.create(lobby.Request{})
	other.join("bob", nil)

	f.send("ann", 77, `{}`)
	if f.n.MatchState(f.id) != nil {
		t.Error("the match still runs")
	}
	if got := f.lastReceived("ann", protocol.OpRejected); got["op"] != 0.0 || got["code"] != "internal" {
		t.Errorf("ann received %v", got)
	}
	waitFor(t, func() bool {
		_, found := f.n.Object("codes", f.code, "")
		return !found
	})
	if !other.tick(1) || other.label().Players != 1 {
		t.Error("the other match is affected")
	}
	if got := f.n.Gauge("sagishi_matches"); got != 1 {
		t.Errorf("%v matches are in the metrics", got)
	}
}

func TestPanicWhileEndingABrokenMatchIsRecovered(t *testing.T) {
	f := newServer(t, func(d *match.Deps) {
		d.Metrics = panickingMetrics{panickingMetrics{d.Metrics, "sagishi_refused"}, "sagishi_match_panics"}
	})
	f.create(lobby.Request{})
	f.join("ann", nil)
	f.send("ann", 77, `{}`)
	if f.n.MatchState(f.id) != nil {
		t.Error("the match still runs")
	}
}

func TestShutdownNotifiesPlayersAndEndsTheLobby(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.clear()
	f.n.Shutdown(30)
	if got := f.lastReceived("bob", protocol.OpRejected); got["op"] != 0.0 || got["code"] != "shutdown" {
		t.Errorf("bob received %v", got)
	}
	f.n.Shutdown(20)
	if again := f.received("bob", protocol.OpRejected); len(again) != 1 {
		t.Errorf("bob received %v", again)
	}
	if f.tick(2) {
		t.Error("the lobby stays open")
	}
}

func TestShutdownWaitsForTheGameAndItsResults(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.start()
	f.n.Shutdown(60)
	if !f.tick(5) {
		t.Fatal("the game ended too early")
	}
	imposters, crew := f.roles()
	for _, victim := range crew[:2] {
		f.send(imposters[0], protocol.OpKill, `{"target":"`+f.userID(victim)+`"}`)
	}
	waitFor(t, func() bool { return !f.tick(1) })
	games := f.recorder.recorded()
	if len(games) != 1 || games[0].Winner != "imposters" || games[0].Reason != "parity" {
		t.Errorf("recorded games are %+v", games)
	}
}

func TestDisconnectedPlayerCanReconnectDuringShutdown(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.start()
	f.n.Shutdown(60)
	f.players["bob"].Close()
	f.tick(1)
	f.join("bob", nil)
	if state := f.lastReceived("bob", protocol.OpState); state["phase"] != "playing" {
		t.Errorf("bob reconnected to %v", state)
	}
}

func TestShutdownEndsAnUndecidedGameAsAbandoned(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.start()
	f.n.Shutdown(3)
	waitFor(t, func() bool { return !f.tick(1) })
	games := f.recorder.recorded()
	if len(games) != 1 || games[0].Winner != "" || games[0].Reason != "abandoned" {
		t.Errorf("recorded games are %+v", games)
	}
}

// failingCodes fails to release any code.
type failingCodes struct{}

func (failingCodes) Release(context.Context, string, string) error { return errors.New("unavailable") }

func TestFailedReleaseOfTheJoinCodeIsLogged(t *testing.T) {
	f := newServer(t, func(d *match.Deps) { d.Codes = failingCodes{} })
	f.create(lobby.Request{})
	f.n.Shutdown(5)
	f.tick(1)
	waitFor(t, func() bool {
		for _, entry := range f.n.Logger().Entries() {
			if strings.Contains(entry.Message, "join code not released") {
				return true
			}
		}
		return false
	})
}

func TestRegisterFailsWithoutADependency(t *testing.T) {
	full := match.Deps{
		Maps: map[string]*game.Map{"hall": hallMap()}, Recorder: &recorder{}, Codes: failingCodes{}, Seats: lobby.New(nil, lobby.Options{}),
		Metrics: nakamatest.New(nakamatest.Options{}), Now: nakamatest.New(nakamatest.Options{}).Now,
	}
	for name, strip := range map[string]func(*match.Deps){
		"maps":     func(d *match.Deps) { d.Maps = nil },
		"recorder": func(d *match.Deps) { d.Recorder = nil },
		"codes":    func(d *match.Deps) { d.Codes = nil },
		"seats":    func(d *match.Deps) { d.Seats = nil },
		"metrics":  func(d *match.Deps) { d.Metrics = nil },
		"clock":    func(d *match.Deps) { d.Now = nil },
	} {
		deps := full
		strip(&deps)
		if err := match.Register(nakamatest.New(nakamatest.Options{}).Initializer(), deps); err == nil {
			t.Errorf("registered without %s", name)
		}
	}
	if err := match.Register(refusingInitializer{}, full); err == nil {
		t.Error("a refused registration gives no error")
	}
}

type refusingInitializer struct{ runtime.Initializer }

func (refusingInitializer) RegisterMatch(string, func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error)) error {
	return errors.New("no")
}
