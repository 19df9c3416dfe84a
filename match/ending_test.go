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

// trap panics when something of that name is counted.
type trap struct {
	match.Metrics
	on string
}

func (m trap) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	if name == m.on {
		panic("trap")
	}
	m.Metrics.MetricsCounterAdd(name, tags, delta)
}

func TestAPanicEndsTheMatchAlone(t *testing.T) {
	b := world(t, func(d *match.Deps) { d.Metrics = trap{d.Metrics, "sagishi_refused"} })
	b.open(lobby.Request{})
	b.join("ann", nil)
	other := &table{t: t, n: b.n, lobby: b.lobby, recorder: b.recorder, players: map[string]*nakamatest.Session{}}
	other.open(lobby.Request{})
	other.join("bob", nil)

	b.send("ann", 77, `{}`)
	if b.n.MatchState(b.id) != nil {
		t.Error("the match goes on")
	}
	if told := b.last("ann", protocol.OpRejected); told["op"] != 0.0 || told["code"] != "internal" {
		t.Errorf("ann is told %v", told)
	}
	waitFor(t, func() bool {
		_, found := b.n.Object("codes", b.code, "")
		return !found
	})
	if !other.tick(1) || other.label().Players != 1 {
		t.Error("the other match is hurt")
	}
	if got := b.n.Gauge("sagishi_matches"); got != 1 {
		t.Errorf("%v matches are in the metrics", got)
	}
}

func TestAPanicWhileEndingStaysInside(t *testing.T) {
	b := world(t, func(d *match.Deps) { d.Metrics = trap{trap{d.Metrics, "sagishi_refused"}, "sagishi_match_panics"} })
	b.open(lobby.Request{})
	b.join("ann", nil)
	b.send("ann", 77, `{}`)
	if b.n.MatchState(b.id) != nil {
		t.Error("the match goes on")
	}
}

func TestShutdownTellsPlayersAndEndsTheLobby(t *testing.T) {
	b := seat(t, lobby.Request{}, "ann", "bob")
	b.clear()
	b.n.Shutdown(30)
	if told := b.last("bob", protocol.OpRejected); told["op"] != 0.0 || told["code"] != "shutdown" {
		t.Errorf("bob is told %v", told)
	}
	b.n.Shutdown(20)
	if again := b.got("bob", protocol.OpRejected); len(again) != 1 {
		t.Errorf("bob is told %v", again)
	}
	if b.tick(2) {
		t.Error("the lobby stays open")
	}
}

func TestShutdownLetsAGameFinishAndItsResultBeWritten(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.start()
	b.n.Shutdown(60)
	if !b.tick(5) {
		t.Fatal("the game is cut short")
	}
	imposters, crew := b.roles()
	for _, victim := range crew[:2] {
		b.send(imposters[0], protocol.OpKill, `{"target":"`+b.idOf(victim)+`"}`)
	}
	waitFor(t, func() bool { return !b.tick(1) })
	games := b.recorder.recorded()
	if len(games) != 1 || games[0].Winner != "imposters" || games[0].Reason != "parity" {
		t.Errorf("recorded are %+v", games)
	}
}

func TestADroppedPlayerMayComeBackDuringAShutdown(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.start()
	b.n.Shutdown(60)
	b.players["bob"].Close()
	b.tick(1)
	b.join("bob", nil)
	if state := b.last("bob", protocol.OpState); state["phase"] != "playing" {
		t.Errorf("bob comes back to %v", state)
	}
}

func TestShutdownEndsAGameThatIsNotDecided(t *testing.T) {
	b := seat(t, lobby.Request{Settings: quick(nil)}, four...)
	b.start()
	b.n.Shutdown(3)
	waitFor(t, func() bool { return !b.tick(1) })
	games := b.recorder.recorded()
	if len(games) != 1 || games[0].Winner != "" || games[0].Reason != "abandoned" {
		t.Errorf("recorded are %+v", games)
	}
}

// forgetful is a Codes that fails.
type forgetful struct{}

func (forgetful) Release(context.Context, string, string) error { return errors.New("away") }

func TestACodeThatCannotBeReleasedIsLogged(t *testing.T) {
	b := world(t, func(d *match.Deps) { d.Codes = forgetful{} })
	b.open(lobby.Request{})
	b.n.Shutdown(5)
	b.tick(1)
	waitFor(t, func() bool {
		for _, entry := range b.n.Logger().Entries() {
			if strings.Contains(entry.Message, "join code not released") {
				return true
			}
		}
		return false
	})
}

func TestRegisterNeedsEverything(t *testing.T) {
	full := match.Deps{
		Maps: map[string]*game.Map{"hall": hall()}, Recorder: &recorder{}, Codes: forgetful{},
		Metrics: nakamatest.New(nakamatest.Options{}), Now: nakamatest.New(nakamatest.Options{}).Now,
	}
	for name, strip := range map[string]func(*match.Deps){
		"maps":     func(d *match.Deps) { d.Maps = nil },
		"recorder": func(d *match.Deps) { d.Recorder = nil },
		"codes":    func(d *match.Deps) { d.Codes = nil },
		"metrics":  func(d *match.Deps) { d.Metrics = nil },
		"clock":    func(d *match.Deps) { d.Now = nil },
	} {
		deps := full
		strip(&deps)
		if err := match.Register(nakamatest.New(nakamatest.Options{}).Initializer(), deps); err == nil {
			t.Errorf("registered without %s", name)
		}
	}
	if err := match.Register(refusing{}, full); err == nil {
		t.Error("a refused registration is no error")
	}
}

type refusing struct{ runtime.Initializer }

func (refusing) RegisterMatch(string, func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error)) error {
	return errors.New("no")
}
