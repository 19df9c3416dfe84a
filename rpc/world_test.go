package rpc

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/config"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/service/audit"
	"sagishi/internal/service/drain"
	"sagishi/internal/service/groups"
	"sagishi/internal/service/items"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/lookup"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
	"sagishi/tournaments"
)

const (
	missingID = "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001"
	matchID   = "7d3e5a10-0000-4000-8000-000000000001.nakama1"
)

var errDatabase = errors.New("database is away")

// rpcFunc is the function that Nakama calls for an RPC.
type rpcFunc = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, string) (string, error)

// world is a fake Nakama with all RPCs registered, a player, a group of which
// the player is superadmin, and a lobby whose matches never run.
type world struct {
	testing.TB
	n          *nakamatest.Nakama
	rewards    *fakeRewards
	players    *fakePlayers
	drain      *drain.Service
	ann, group string
}

func newWorld(tb testing.TB) *world {
	tb.Helper()
	n := nakamatest.New(nakamatest.Options{})
	w := &world{TB: tb, n: n, rewards: &fakeRewards{}, players: &fakePlayers{}}
	catalog, err := items.LoadCatalog(items.EmbeddedCatalog())
	w.do(err)
	w.drain = drain.New(idleMatches{n}, n.Logger(), n.Now, func(time.Time) {})
	shop := items.New(n, ledger.New(n), catalog, n.Now)
	w.do(Register(n.Initializer(), Deps{
		Items:   shop,
		Groups:  groups.New(n, 100, 20),
		Ghosts:  noGhosts{},
		Lobby:   lobby.New(idleMatches{n}, lobby.Options{Maps: map[string]*game.Map{"space_station": {}}, Now: n.Now}),
		Players: w.players,
		Drain:   w.drain,
		Rewards: w.rewards,
		Audit:   audit.New(n, n.Logger()),
		Lookup:  lookup.New(n),
		Notices: notifications.NewOutbox(n, ledger.New(n), n.Logger(), n.Now, nil),
		Version: "1.2.3", Settings: config.Effective(nil),
		Now: n.Now,
	}))
	w.ann = n.NewUser("ann")
	w.do(shop.GrantStarter(tb.Context(), w.ann))
	group, err := n.GroupCreate(tb.Context(), w.ann, "club", "", "", "", "", true, map[string]any{"motto": "x"}, 10)
	w.do(err)
	w.group = group.GetId()
	return w
}

// noGhosts lets everyone change their groups.
type noGhosts struct{}

func (noGhosts) CheckGroup(context.Context, string, string) error { return nil }

// fakePlayers knows the same of every player.
type fakePlayers struct {
	skill     float64
	known     bool
	blocked   error
	leavesErr error
}

func (p *fakePlayers) Skill(context.Context, string) (float64, bool, error) {
	return p.skill, p.known, nil
}

func (p *fakePlayers) Leaves(context.Context, string) (results.Leaves, error) {
	return results.Leaves{}, p.leavesErr
}
func (p *fakePlayers) CheckLeaver(context.Context, string) error { return p.blocked }

func (w *world) do(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// call calls the RPC as the user, or as a server if userID is "".
func (w *world) call(userID, id, payload string) (string, error) {
	w.Helper()
	entry, ok := w.n.Initializer().Registration("Rpc " + id).(rpcFunc)
	if !ok {
		w.Fatalf("there is no rpc %s", id)
	}
	ctx := w.n.ServerContext()
	if userID != "" {
		ctx = w.n.Context(userID)
	}
	return entry(ctx, w.n.Logger(), nil, w.n, payload)
}

// want calls the RPC as ann and checks the answer.
func (w *world) want(id, payload, answer string) {
	w.Helper()
	w.wantBy(w.ann, id, payload, answer)
}

func (w *world) wantBy(userID, id, payload, answer string) {
	w.Helper()
	got, err := w.call(userID, id, payload)
	if err != nil || canonical(w, got) != canonical(w, answer) {
		w.Errorf("%s %s = %s, %v, want %s", id, payload, got, err, answer)
	}
}

// refuse calls the RPC as ann and checks the error.
func (w *world) refuse(id, payload string, code apierr.Code, text string) {
	w.Helper()
	w.refuseBy(w.ann, id, payload, code, text)
}

func (w *world) refuseBy(userID, id, payload string, code apierr.Code, text string) {
	w.Helper()
	answer, err := w.call(userID, id, payload)
	if got, message := codeOf(err); got != code || !strings.Contains(message, text) || answer != "" {
		w.Errorf("%s %.200s = %q, code %d %q, want code %d and %q", id, payload, answer, got, message, code, text)
	}
}

// state returns everything that an RPC may change, as text.
func (w *world) state() string {
	w.Helper()
	parts := []any{w.n.Wallet(w.ann), w.n.Metadata(w.ann), len(w.n.Ledger(w.ann))}
	for _, collection := range []string{storage.Unlocks, storage.Equipment, storage.Receipts, storage.Codes, storage.Rewards, storage.GroupLocks} {
		objects, _, err := w.n.StorageList(w.Context(), "", "", collection, 100, "")
		w.do(err)
		parts = append(parts, collection, w.n.CountObjects(collection))
		for _, object := range objects {
			parts = append(parts, object.GetKey(), object.GetUserId(), object.GetValue())
		}
	}
	found, err := w.n.GroupsGetId(w.Context(), []string{w.group})
	w.do(err)
	for _, g := range found {
		parts = append(parts, g.GetMetadata(), g.GetMaxCount(), g.GetOpen().GetValue(), g.GetName())
	}
	return fmt.Sprint(parts...)
}

// codeOf returns what a client sees of an error.
func codeOf(err error) (apierr.Code, string) {
	if err == nil {
		return 0, ""
	}
	if answer, ok := errors.AsType[*runtime.Error](err); ok {
		return apierr.Code(answer.Code), answer.Message
	}
	return -1, err.Error()
}

// canonical returns the JSON with sorted keys and without spaces.
func canonical(tb testing.TB, text string) string {
	tb.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		return text
	}
	sorted, err := json.Marshal(value)
	if err != nil {
		tb.Fatal(err)
	}
	return string(sorted)
}

// idleMatches is a Nakama whose matches exist and never run.
type idleMatches struct{ *nakamatest.Nakama }

func (idleMatches) MatchCreate(context.Context, string, map[string]any) (string, error) {
	return matchID, nil
}

func (idleMatches) MatchGet(context.Context, string) (*api.Match, error) {
	return &api.Match{MatchId: matchID}, nil
}

func (idleMatches) MatchList(context.Context, int, bool, string, *int, *int, string) ([]*api.Match, error) {
	return nil, nil
}

func (idleMatches) MatchSignal(context.Context, string, string) (string, error) { return "{}", nil }

// fakeRewards knows one tournament.
type fakeRewards struct {
	err error
}

func (f *fakeRewards) Pay(_ context.Context, id string) (tournaments.Summary, error) {
	if id != "weekly_top_detective" {
		return tournaments.Summary{}, apierr.NotFound("tournament_id: no such tournament")
	}
	return tournaments.Summary{Periods: 2, Paid: 10, AlreadyPaid: 3, Failed: 1, Coins: 4250}, f.err
}
