package match_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"sync"
	"testing"
	"time"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
	"sagishi/match"
	"sagishi/protocol"
)

// hall is a map on which everyone sees and reaches everyone.
func hall() *game.Map {
	m := &game.Map{
		ID: "hall", Name: "Hall", Min: game.Vec{X: -50000, Y: -10000, Z: -50000}, Max: game.Vec{X: 50000, Y: 10000, Z: 50000},
		Panels: []game.Panel{{System: game.Reactor}, {System: game.Lights}, {System: game.Comms}},
		Vents:  []game.VentPlace{{ID: "a", Links: []string{"b"}}, {ID: "b", At: game.Vec{X: 3000}, Links: []string{"a"}}},
	}
	for i := range int32(16) {
		m.Spawns = append(m.Spawns, game.Vec{X: i * 100})
		m.Tasks = append(m.Tasks, game.Place{ID: fmt.Sprintf("task%d", i), At: game.Vec{Z: i * 100}})
	}
	return m
}

// quick are settings of a game without waits.
func quick(more map[string]any) map[string]any {
	settings := map[string]any{
		"start_countdown_seconds": 0.0, "kill_cooldown_seconds": 0.0, "emergency_cooldown_seconds": 0.0, "kill_distance": 20.0,
		"discussion_seconds": 0.0, "reveal_seconds": 0.0, "min_players": 4.0, "report_distance": 50.0, "button_distance": 200.0,
	}
	maps.Copy(settings, more)
	return settings
}

// recorder counts games in memory.
type recorder struct {
	mu    sync.Mutex
	games []results.Game
	fail  int // how many calls fail
	panic bool
	alive error // of the context that it was given
}

func (r *recorder) Record(ctx context.Context, finished results.Game) (map[string]results.PlayerSummary, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail > 0 {
		r.fail--
		if r.panic {
			panic("record")
		}
		return nil, errors.New("database is away")
	}
	r.alive = ctx.Err()
	r.games = append(r.games, finished)
	counted := map[string]results.PlayerSummary{}
	for i, p := range finished.Players {
		counted[p.UserID] = results.PlayerSummary{
			Game: finished.ID, Counted: true, Leaderboard: "weekly_crew_wins", Score: int64(i + 1),
			Tournament: results.Tournament{ID: "weekly_top_detective", Joined: true, CorrectVotes: p.CorrectVotes, Score: 9},
		}
	}
	return counted, nil
}

func (r *recorder) recorded() []results.Game {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]results.Game(nil), r.games...)
}

// table is a match and its players.
type table struct {
	t        *testing.T
	n        *nakamatest.Nakama
	lobby    *lobby.Service
	recorder *recorder
	id       string
	code     string
	players  map[string]*nakamatest.Session
}

// world is a server with the match handler registered.
func world(t *testing.T, change func(*match.Deps)) *table {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	places := map[string]*game.Map{"hall": hall()}
	b := &table{
		t: t, n: n, recorder: &recorder{}, players: map[string]*nakamatest.Session{},
		lobby: lobby.New(n, lobby.Options{Maps: places, DefaultMap: "hall"}),
	}
	deps := match.Deps{Maps: places, Recorder: b.recorder, Codes: b.lobby, Metrics: n, Now: n.Now, Retries: []time.Duration{0, 0}}
	if change != nil {
		change(&deps)
	}
	if err := match.Register(n.Initializer(), deps); err != nil {
		t.Fatal(err)
	}
	return b
}

// seat makes a match and lets players join it.
func seat(t *testing.T, request lobby.Request, names ...string) *table {
	t.Helper()
	b := world(t, nil)
	b.open(request)
	for _, name := range names {
		b.join(name, nil)
	}
	return b
}

func (b *table) open(request lobby.Request) {
	b.t.Helper()
	var err error
	if b.id, b.code, err = b.lobby.Create(b.n.ServerContext(), request); err != nil {
		b.t.Fatal(err)
	}
}

func (b *table) login(name string) *nakamatest.Session {
	b.t.Helper()
	s, err := b.n.Login(nakamatest.LoginOptions{DeviceID: "device-of-" + name, Username: name})
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

func (b *table) join(name string, metadata map[string]string) {
	b.t.Helper()
	s := b.login(name)
	if err := s.JoinMatch(b.id, metadata); err != nil {
		b.t.Fatalf("%s may not join: %v", name, err)
	}
	b.players[name] = s
	b.tick(1)
}

func (b *table) tick(times int) bool {
	b.t.Helper()
	return b.n.Tick(b.id, times)
}

// send sends a message and lets the match read it.
func (b *table) send(name string, op int64, payload string) {
	b.t.Helper()
	b.queue(name, op, payload)
	b.tick(1)
}

func (b *table) queue(name string, op int64, payload string) {
	b.t.Helper()
	if err := b.players[name].MatchData(b.id, op, []byte(payload)); err != nil {
		b.t.Fatal(err)
	}
}

func (b *table) clear() {
	for _, s := range b.players {
		s.Clear()
	}
}

// got is the JSON messages of an op code that a player received.
func (b *table) got(name string, op int64) []map[string]any {
	b.t.Helper()
	var all []map[string]any
	for _, m := range b.players[name].ReceivedOp(op) {
		var payload map[string]any
		if err := json.Unmarshal(m.Data, &payload); err != nil {
			b.t.Fatalf("op %d to %s is no JSON: %q", op, name, m.Data)
		}
		all = append(all, payload)
	}
	return all
}

// last is the last message of an op code that a player received.
func (b *table) last(name string, op int64) map[string]any {
	b.t.Helper()
	all := b.got(name, op)
	if len(all) == 0 {
		b.t.Fatalf("%s received no op %d", name, op)
	}
	return all[len(all)-1]
}

func (b *table) label() lobby.Label {
	b.t.Helper()
	found, err := b.n.MatchGet(b.n.ServerContext(), b.id)
	if err != nil || found == nil {
		b.t.Fatalf("no match: %v", err)
	}
	label, err := lobby.ParseLabel(found.GetLabel().GetValue())
	if err != nil {
		b.t.Fatal(err)
	}
	return label
}

func (b *table) idOf(name string) string { return b.players[name].UserID }

// start plays up to the first moment of a game.
func (b *table) start() {
	b.t.Helper()
	b.send("ann", protocol.OpStart, `{}`)
	for range 20 {
		if b.label().State == game.Playing {
			return
		}
		b.tick(1)
	}
	b.t.Fatalf("the game does not start: %v", b.got("ann", protocol.OpRejected))
}

// roles splits the players by what each was told.
func (b *table) roles() (imposters, crew []string) {
	b.t.Helper()
	for name := range b.players {
		var role protocol.Role
		messages := b.players[name].ReceivedOp(protocol.OpRole)
		if len(messages) == 0 {
			b.t.Fatalf("%s was told no role", name)
		}
		if err := json.Unmarshal(messages[len(messages)-1].Data, &role); err != nil {
			b.t.Fatal(err)
		}
		if role.GetRole() == "imposter" {
			imposters = append(imposters, name)
		} else {
			crew = append(crew, name)
		}
	}
	return imposters, crew
}

// results ticks until the player received the results, which a goroutine has to
// bring about.
func (b *table) results(name string) map[string]any {
	b.t.Helper()
	for range 100000 {
		if len(b.players[name].ReceivedOp(protocol.OpResults)) > 0 {
			return b.last(name, protocol.OpResults)
		}
		b.tick(1)
		runtime.Gosched()
	}
	b.t.Fatalf("%s never received results", name)
	return nil
}

var four = []string{"ann", "bob", "cat", "dan"}
