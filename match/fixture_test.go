package match_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/rtapi"
	nakama "github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
	"sagishi/match"
	"sagishi/protocol"
)

// hallMap returns a map on which everyone sees and reaches everyone.
func hallMap() *game.Map {
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

// quickSettings returns settings of a game without waits, with some changed.
func quickSettings(more map[string]any) map[string]any {
	settings := map[string]any{
		"start_countdown_seconds": 0.0, "kill_cooldown_seconds": 0.0, "emergency_cooldown_seconds": 0.0, "kill_distance": 20.0,
		"discussion_seconds": 0.0, "reveal_seconds": 0.0, "min_players": 4.0, "report_distance": 50.0, "button_distance": 200.0,
	}
	maps.Copy(settings, more)
	return settings
}

// recorder keeps recorded games in memory.
type recorder struct {
	mu         sync.Mutex
	games      []results.Game
	fail       int // number of calls that fail
	panic      bool
	contextErr error // state of the context at the last call
}

func (r *recorder) Record(ctx context.Context, finished results.Game) (map[string]results.PlayerSummary, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail > 0 {
		r.fail--
		if r.panic {
			panic("record")
		}
		return nil, errors.New("database is down")
	}
	r.contextErr = ctx.Err()
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

// fixture is a server with a match and its players.
type fixture struct {
	t        *testing.T
	n        *nakamatest.Nakama
	lobby    *lobby.Service
	recorder *recorder
	id       string
	code     string
	players  map[string]*nakamatest.Session
}

// newServer starts a server with the match handler registered.
func newServer(t *testing.T, change func(*match.Deps)) *fixture {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	places := map[string]*game.Map{"hall": hallMap()}
	f := &fixture{
		t: t, n: n, recorder: &recorder{}, players: map[string]*nakamatest.Session{},
		lobby: lobby.New(n, lobby.Options{Maps: places, Now: n.Now}),
	}
	deps := match.Deps{Maps: places, Recorder: f.recorder, Codes: f.lobby, Seats: f.lobby, Metrics: n, Now: n.Now, Retries: []time.Duration{0, 0}}
	if change != nil {
		change(&deps)
	}
	if err := errors.Join(match.Register(n.Initializer(), deps), n.Initializer().RegisterBeforeRt("MatchJoin", f.beforeJoin)); err != nil {
		t.Fatal(err)
	}
	return f
}

// beforeJoin does what the server's hook does before each join.
func (f *fixture) beforeJoin(ctx context.Context, _ nakama.Logger, _ *sql.DB, _ nakama.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	user, _ := ctx.Value(nakama.RUNTIME_CTX_USER_ID).(string)
	join := in.GetMatchJoin()
	join.Metadata = f.lobby.StampUsername(ctx, user, join.GetMetadata())
	return in, nil
}

// newMatch creates a match and lets players join it.
func newMatch(t *testing.T, request lobby.Request, names ...string) *fixture {
	t.Helper()
	f := newServer(t, nil)
	f.create(request)
	for _, name := range names {
		f.join(name, nil)
	}
	return f
}

func (f *fixture) create(request lobby.Request) {
	f.t.Helper()
	var err error
	if f.id, f.code, err = f.lobby.Create(f.n.ServerContext(), request); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) login(name string) *nakamatest.Session {
	f.t.Helper()
	s, err := f.n.Login(nakamatest.LoginOptions{DeviceID: "device-of-" + name, Username: name})
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

func (f *fixture) join(name string, metadata map[string]string) {
	f.t.Helper()
	s := f.login(name)
	if err := s.JoinMatch(f.id, metadata); err != nil {
		f.t.Fatalf("%s may not join: %v", name, err)
	}
	f.players[name] = s
	f.tick(1)
}

func (f *fixture) tick(times int) bool {
	f.t.Helper()
	return f.n.Tick(f.id, times)
}

// send sends a message and lets the match read it.
func (f *fixture) send(name string, op int64, payload string) {
	f.t.Helper()
	f.queue(name, op, payload)
	f.tick(1)
}

func (f *fixture) queue(name string, op int64, payload string) {
	f.t.Helper()
	if err := f.players[name].MatchData(f.id, op, []byte(payload)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) clear() {
	for _, s := range f.players {
		s.Clear()
	}
}

// received returns the JSON messages of an op code that a player received.
func (f *fixture) received(name string, op int64) []map[string]any {
	f.t.Helper()
	var all []map[string]any
	for _, m := range f.players[name].ReceivedOp(op) {
		var payload map[string]any
		if err := json.Unmarshal(m.Data, &payload); err != nil {
			f.t.Fatalf("op %d to %s is not JSON: %q", op, name, m.Data)
		}
		all = append(all, payload)
	}
	return all
}

// lastReceived returns the last message of an op code that a player received.
func (f *fixture) lastReceived(name string, op int64) map[string]any {
	f.t.Helper()
	all := f.received(name, op)
	if len(all) == 0 {
		f.t.Fatalf("%s received no op %d", name, op)
	}
	return all[len(all)-1]
}

func (f *fixture) label() lobby.Label {
	f.t.Helper()
	found, err := f.n.MatchGet(f.n.ServerContext(), f.id)
	if err != nil || found == nil {
		f.t.Fatalf("no match: %v", err)
	}
	label, err := lobby.ParseLabel(found.GetLabel().GetValue())
	if err != nil {
		f.t.Fatal(err)
	}
	return label
}

func (f *fixture) userID(name string) string { return f.players[name].UserID }

// start starts the game.
func (f *fixture) start() {
	f.t.Helper()
	f.send("ann", protocol.OpStart, `{}`)
	for range 20 {
		if f.label().State == game.Playing {
			return
		}
		f.tick(1)
	}
	f.t.Fatalf("the game did not start: %v", f.received("ann", protocol.OpRejected))
}

// roles splits the players by the role each received.
func (f *fixture) roles() (imposters, crew []string) {
	f.t.Helper()
	for name := range f.players {
		var role protocol.Role
		messages := f.players[name].ReceivedOp(protocol.OpRole)
		if len(messages) == 0 {
			f.t.Fatalf("%s received no role", name)
		}
		data := messages[len(messages)-1].Data
		if json.Unmarshal(data, &role) != nil && proto.Unmarshal(data, &role) != nil {
			f.t.Fatalf("not a role: %q", data)
		}
		if role.GetRole() == "imposter" {
			imposters = append(imposters, name)
		} else {
			crew = append(crew, name)
		}
	}
	return imposters, crew
}

// waitForResults ticks until the player received the results, which a goroutine
// prepares.
func (f *fixture) waitForResults(name string) map[string]any {
	f.t.Helper()
	for range 100000 {
		if len(f.players[name].ReceivedOp(protocol.OpResults)) > 0 {
			return f.lastReceived(name, protocol.OpResults)
		}
		f.tick(1)
		runtime.Gosched()
	}
	f.t.Fatalf("%s never received results", name)
	return nil
}

var four = []string{"ann", "bob", "cat", "dan"}
