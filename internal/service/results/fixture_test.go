package results_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/storage"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
	"sagishi/leaderboards"
	"sagishi/tournaments"
)

const (
	weekly  = "0 0 * * 1"
	imps    = leaderboards.WeeklyImposterWins
	crews   = leaderboards.WeeklyCrewWins
	votes   = tournaments.WeeklyTopDetective
	mapName = "space_station"
)

// world is a server with its boards and five players: ann, bob, cat and dan
// are crew, eve is the imposter.
type world struct {
	*nakamatest.Nakama

	t       *testing.T
	options results.Options
	ids     map[string]string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		Nakama: nakamatest.New(nakamatest.Options{}), t: t, ids: map[string]string{},
		options: results.Options{MinPlayers: 4, MinSeconds: 60, DailyGames: 100, SameOpponents: 100, Settle: 5 * time.Second},
	}
	if err := leaderboards.Ensure(t.Context(), w.Logger(), w, weekly, w.Now()); err != nil {
		t.Fatal(err)
	}
	if err := tournaments.Ensure(t.Context(), w.Logger(), w, tournaments.Week{Reset: weekly}, w.Now()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ann", "bob", "cat", "dan", "eve"} {
		w.ids[name] = w.NewUser(name)
	}
	return w
}

// service is a fresh one, as after a restart.
func (w *world) service() *results.Service {
	return results.New(w, w.Logger(), w.options, w.Now)
}

func (w *world) join(names ...string) {
	w.t.Helper()
	for _, name := range names {
		if err := w.TournamentJoin(w.t.Context(), votes, w.ids[name], name); err != nil {
			w.t.Fatal(err)
		}
	}
}

// game is a finished one. Each living crew member has voted right once.
func (w *world) game(id, winner string) results.Game {
	g := results.Game{ID: id, Map: mapName, Mode: "classic", Winner: winner, Reason: "tasks", Seconds: 60, EndedAt: w.Now().Unix()}
	for _, name := range slices.Sorted(maps.Keys(w.ids)) {
		p := results.Player{UserID: w.ids[name], Username: name, Role: "crew", TookPart: true, Alive: true, Votes: 1, CorrectVotes: 1, TasksDone: 2}
		if name == "eve" {
			p.Role, p.Kills, p.TasksDone = "imposter", 3, 0
		}
		g.Players = append(g.Players, p)
	}
	return g
}

func (w *world) record(g results.Game) map[string]results.PlayerSummary {
	w.t.Helper()
	counted, err := w.service().Record(w.t.Context(), g)
	if err != nil {
		w.t.Fatal(err)
	}
	byName := map[string]results.PlayerSummary{}
	for name, id := range w.ids {
		if c, ok := counted[id]; ok {
			byName[name] = c
		}
	}
	return byName
}

// on is a player's record on a board in the running week (0) or another one.
func (w *world) on(board, name string, expiry int64) *api.LeaderboardRecord {
	w.t.Helper()
	list := w.LeaderboardRecordsList
	if board == votes {
		list = w.TournamentRecordsList
	}
	_, own, _, _, err := list(w.t.Context(), board, []string{w.ids[name]}, 1, "", expiry)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(own) == 0 {
		return nil
	}
	return own[0]
}

func (w *world) wantScore(board, name string, expiry, want int64) {
	w.t.Helper()
	got := int64(-1)
	if r := w.on(board, name, expiry); r != nil {
		got = r.GetScore()
	}
	if got != want {
		w.t.Errorf("%s on %s: score %d, want %d (-1 is no record)", name, board, got, want)
	}
}

func (w *world) lifetime(name string) string {
	value, _ := w.Object("stats", "lifetime", w.ids[name])
	return value
}

// reset is the end of the running week.
func (w *world) reset() int64 {
	w.t.Helper()
	at, err := w.CronNext(weekly, w.Now().Unix())
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

func (w *world) advanceTo(unix int64) { w.Advance(time.Unix(unix, 0).Sub(w.Now())) }

// pending is how many results may not be on the boards.
func (w *world) pending() int {
	w.t.Helper()
	pending, _, err := w.StorageList(w.t.Context(), "", "00000000-0000-0000-0000-000000000000", storage.PendingResults, 100, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return len(slices.DeleteFunc(pending, func(o *api.StorageObject) bool { return strings.Contains(o.GetValue(), "recheck_at") }))
}

func (w *world) crewWins(n int) {
	w.t.Helper()
	for i := range n {
		w.record(w.game(fmt.Sprintf("warmup.%d", i), "crew"))
	}
}
