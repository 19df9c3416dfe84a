package match_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sagishi/internal/service/lobby"
	"sagishi/match"
	"sagishi/protocol"
)

func (f *fixture) wantGauges(games, players float64) {
	f.t.Helper()
	if g, p := f.n.Gauge("sagishi_games_running"), f.n.Gauge("sagishi_players"); g != games || p != players {
		f.t.Errorf("%v games run and %v players are connected, want %v and %v", g, p, games, players)
	}
}

func (f *fixture) wantCounted(key string, want int64) {
	f.t.Helper()
	if got := f.n.Counter(key); got != want {
		f.t.Errorf("%s is %d, want %d", key, got, want)
	}
}

func TestMetricsCountRunningGamesAndTheirLength(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"finished_seconds": 0.0})}, four...)
	f.wantGauges(0, 4)
	f.start()
	f.wantGauges(1, 4)
	f.tick(30)
	imposters, _ := f.roles()
	if err := f.players[imposters[0]].LeaveMatch(f.id); err != nil {
		t.Fatal(err)
	}
	f.tick(20)
	f.wantGauges(0, 3)
	f.wantCounted("sagishi_leavers", 1)
	if lengths := f.n.Timers("sagishi_game_length{mode=classic}"); len(lengths) != 1 || lengths[0].Seconds() != 3 {
		t.Errorf("lengths of games: %v", lengths)
	}
}

func TestMetricsForgetAMatchThatEndsByABugInAGame(t *testing.T) {
	f := newServer(t, func(d *match.Deps) { d.Metrics = panickingMetrics{d.Metrics, "sagishi_refused"} })
	f.create(lobby.Request{Settings: quickSettings(nil)})
	for _, name := range four {
		f.join(name, nil)
	}
	f.start()
	f.send("ann", 77, `{}`)
	f.wantGauges(0, 0)
}

func TestMetricsCountLostConnectionsAndReturns(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.players["dan"].Close()
	f.join("dan", nil)
	f.start()
	for range 2 {
		f.players["cat"].Close()
		f.join("cat", nil)
	}
	if err := f.players["bob"].LeaveMatch(f.id); err != nil {
		t.Fatal(err)
	}
	f.tick(1)
	for key, want := range map[string]int64{
		"sagishi_drops{in=lobby}": 1, "sagishi_returns{in=lobby}": 1, "sagishi_drops{in=game}": 2, "sagishi_returns{in=game}": 2,
	} {
		f.wantCounted(key, want)
	}
}

func TestMetricsCountTicksWithAFullQueueOfMessages(t *testing.T) {
	f := newMatch(t, lobby.Request{}, four...)
	for ticks, messages := range []int{127, 128, 1} {
		for i := range messages {
			f.queue(four[i%len(four)], protocol.OpResync, `{}`)
		}
		f.tick(1)
		f.wantCounted("sagishi_input_full", int64(min(ticks, 1)))
	}
}

func TestMetricsTellIdlePlayersFromCheaters(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"idle_seconds": 10.0, "reconnect_seconds": 60.0})}, four...)
	f.start()
	f.tick(600)
	if f.n.Counter("sagishi_removed{reason=idle}") == 0 {
		t.Errorf("counted %v", f.n.Counters())
	}
	f.wantCounted("sagishi_removed{reason=strikes}", 0)
	removed := slices.ContainsFunc(four, func(name string) bool {
		refusals := f.received(name, protocol.OpRejected)
		return len(refusals) > 1 && strings.HasPrefix(refusals[len(refusals)-1]["message"].(string), "removed from the match")
	})
	if !removed {
		t.Error("no idle player is told of the removal")
	}
	f = newMatch(t, lobby.Request{}, four...)
	f.send("ann", protocol.OpKick, `{"target":"`+f.userID("cat")+`"}`)
	f.wantCounted("sagishi_removed{reason=host}", 1)
	f.wantCounted("sagishi_removed{reason=strikes}", 0)
	for range 300 {
		f.queue("bob", 99, `{`)
		f.tick(1)
		if f.n.Counter("sagishi_removed{reason=strikes}") > 0 {
			break
		}
	}
	f.wantCounted("sagishi_removed{reason=strikes}", 1)
}

func TestGamesThatAreNeverRecordedAreCounted(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(nil)}, four...)
	f.recorder.fail = 1000
	playToTheEnd(t, f)
	f.waitForResults("ann")
	f.wantCounted("sagishi_games_lost", 1)
}

// The database is away for longer than a match waits.
func TestGameThatTheDatabaseTakesLateIsRecorded(t *testing.T) {
	f := newServer(t, func(deps *match.Deps) { deps.LateRetries = make([]time.Duration, 10) })
	f.create(lobby.Request{Settings: quickSettings(nil)})
	for _, name := range four {
		f.join(name, nil)
	}
	f.recorder.fail = 7
	playToTheEnd(t, f)
	if results := f.waitForResults("ann"); results["counted"] != false || results["why"] != "the result could not be saved yet" {
		t.Errorf("results %v", results)
	}
	for range 100000 {
		if len(f.recorder.recorded()) == 1 {
			break
		}
		runtime.Gosched()
	}
	if games := f.recorder.recorded(); len(games) != 1 || len(games[0].Players) != 4 {
		t.Errorf("recorded %+v", games)
	}
	f.wantCounted("sagishi_games_lost", 0)
}
