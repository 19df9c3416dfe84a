package leaderboards_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/testing/nakamatest"
	"sagishi/leaderboards"
	"sagishi/tournaments"
)

const (
	weekly = "0 0 * * 1"
	crews  = leaderboards.WeeklyCrewWins
	votes  = tournaments.WeeklyTopDetective
)

type world struct {
	*nakamatest.Nakama

	user    string
	counted map[string]bool // boards on which the server counted
	options leaderboards.Options
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Nakama: nakamatest.New(nakamatest.Options{}), counted: map[string]bool{}}
	w.options.Tournaments = []string{votes}
	w.ensure(t, weekly)
	if err := tournaments.Ensure(t.Context(), w.Logger(), w, tournaments.Week{Reset: weekly}, w.Now()); err != nil {
		t.Fatal(err)
	}
	w.user = w.NewUser("ann")
	return w
}

func (w *world) ensure(t *testing.T, week string) {
	t.Helper()
	if err := leaderboards.Ensure(t.Context(), w.Logger(), w, week, w.Now()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) CountedOn(_ context.Context, _, board string) (bool, error) {
	return w.counted[board], nil
}

func (w *world) caller() callback.Caller { return callback.Caller{UserID: w.user} }

func (w *world) scores() *leaderboards.Scores {
	return leaderboards.NewScores(w, w, w.options, w.Now)
}

func board(id string, score, subscore int64, metadata string, o api.Operator) *api.WriteLeaderboardRecordRequest {
	return &api.WriteLeaderboardRecordRequest{LeaderboardId: id, Record: &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{
		Score: score, Subscore: subscore, Metadata: metadata, Operator: o,
	}}
}

func tournament(id string, score, subscore int64, metadata string, o api.Operator) *api.WriteTournamentRecordRequest {
	return &api.WriteTournamentRecordRequest{TournamentId: id, Record: &api.WriteTournamentRecordRequest_TournamentRecordWrite{
		Score: score, Subscore: subscore, Metadata: metadata, Operator: o,
	}}
}

// count is a game that the server counted.
func (w *world) count(t *testing.T) {
	t.Helper()
	w.counted[crews], w.counted[votes] = true, true
	if _, err := w.LeaderboardRecordWrite(t.Context(), crews, w.user, "ann", 1, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.TournamentJoin(t.Context(), votes, w.user, "ann"); err != nil {
		t.Fatal(err)
	}
}

func TestEnsureCreatesTheBoardsOfTheTable(t *testing.T) {
	w := newWorld(t)
	w.ensure(t, weekly)
	found, err := w.LeaderboardsGetId(t.Context(), []string{leaderboards.WeeklyImposterWins, crews})
	if err != nil || len(found) != 2 {
		t.Fatal(found, err)
	}
	next, _ := w.CronNext(weekly, w.Now().Unix())
	for _, l := range found {
		if l.GetOperator() != api.Operator_INCREMENT || l.GetSortOrder() != 1 || int64(l.GetNextReset()) != next || l.GetAuthoritative() {
			t.Errorf("%v", l)
		}
	}
	if slices.ContainsFunc(w.Logger().Entries(), func(e nakamatest.LogEntry) bool { return e.Level == "warn" }) {
		t.Errorf("a second start warns: %v", w.Logger().Entries())
	}
}

func TestEnsureLogsDifferencesAndTheirFix(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	if err := n.LeaderboardCreate(t.Context(), crews, true, "asc", "set", "0 0 * * *", nil, true); err != nil {
		t.Fatal(err)
	}
	if err := leaderboards.Ensure(t.Context(), n.Logger(), n, weekly, n.Now()); err != nil {
		t.Fatal(err)
	}
	var messages []string
	for _, e := range n.Logger().Entries() {
		if e.Level == "warn" {
			messages = append(messages, e.Message)
		}
	}
	if len(messages) != 1 {
		t.Fatalf("messages %v", messages)
	}
	for _, want := range []string{crews, "sort order is asc, not desc", "operator is set, not incr", "authoritative is true, not false", "next reset", "delete the leaderboard"} {
		if !strings.Contains(messages[0], want) {
			t.Errorf("%q lacks %q", messages[0], want)
		}
	}
}

func TestEnsureReportsFailures(t *testing.T) {
	for _, method := range []string{"LeaderboardCreate", "LeaderboardsGetId", "CronNext"} {
		n := nakamatest.New(nakamatest.Options{})
		n.Fail(method, 1, errors.New("away"))
		if err := leaderboards.Ensure(t.Context(), n.Logger(), n, weekly, n.Now()); err == nil {
			t.Errorf("%s: the failure is hidden", method)
		}
	}
}

func TestSubmissionsIfTheServerKeepsTheScores(t *testing.T) {
	for _, tc := range []struct {
		name    string
		counted bool
		score   int64
		op      api.Operator
		want    apierr.Code
	}{
		{"score 1 after a counted game", true, 1, 0, 0},
		{"score 0 after a counted game", true, 0, 0, 0},
		{"score 1 without one", false, 1, 0, apierr.CodePermissionDenied},
		{"score 0 without one", false, 0, 0, apierr.CodePermissionDenied},
		{"score 2", true, 2, 0, apierr.CodePermissionDenied},
		{"negative score", true, -1, 0, apierr.CodePermissionDenied},
		{"operator", true, 1, api.Operator_SET, apierr.CodePermissionDenied},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			if tc.counted {
				w.count(t)
			}
			b := board(crews, tc.score, 77, `{"map":"forged"}`, tc.op)
			v := tournament(votes, tc.score, 77, `{"map":"forged"}`, tc.op)
			for _, err := range []error{
				w.scores().CheckLeaderboard(t.Context(), w.caller(), b),
				w.scores().CheckTournament(t.Context(), w.caller(), v),
			} {
				if tc.want == 0 && err != nil || tc.want != 0 && (err == nil || apierr.CodeOf(err) != tc.want) {
					t.Errorf("got %v, want code %d", err, tc.want)
				}
			}
			if tc.want != 0 {
				return
			}
			if r := b.GetRecord(); r.GetScore() != 0 || r.GetSubscore() != 0 || r.GetMetadata() != "" || r.GetOperator() != 0 {
				t.Errorf("the board would change: %v", r)
			}
			if r := v.GetRecord(); r.GetScore() != 0 || r.GetSubscore() != 0 || r.GetMetadata() != "" || r.GetOperator() != 0 {
				t.Errorf("the tournament would change: %v", r)
			}
		})
	}
}

func TestJoiningIsNotACountedGame(t *testing.T) {
	w := newWorld(t)
	if err := w.TournamentJoin(t.Context(), votes, w.user, "ann"); err != nil {
		t.Fatal(err)
	}
	err := w.scores().CheckTournament(t.Context(), w.caller(), tournament(votes, 1, 0, "", 0))
	if apierr.CodeOf(err) != apierr.CodePermissionDenied || !strings.Contains(err.Error(), "counted") {
		t.Error(err)
	}
}

func TestSubmissionDoesNotRecreateDeletedRecord(t *testing.T) {
	w := newWorld(t)
	w.count(t)
	if err := w.LeaderboardRecordDelete(t.Context(), crews, w.user); err != nil {
		t.Fatal(err)
	}
	if err := w.scores().CheckLeaderboard(t.Context(), w.caller(), board(crews, 1, 0, "", 0)); apierr.CodeOf(err) != apierr.CodePermissionDenied {
		t.Error(err)
	}
}

func TestTournamentCannotBeWrittenAsALeaderboard(t *testing.T) {
	for _, clientScores := range []bool{false, true} {
		w := newWorld(t)
		w.options.ClientScores = clientScores
		w.count(t)
		if err := w.scores().CheckLeaderboard(t.Context(), w.caller(), board(votes, 1, 0, "", 0)); apierr.CodeOf(err) != apierr.CodePermissionDenied {
			t.Errorf("client scores %v: %v", clientScores, err)
		}
	}
}

func TestBoardsOfOtherModulesAreNotChecked(t *testing.T) {
	w := newWorld(t)
	r := board("another_modules", 500, 0, "", api.Operator_SET)
	if err := w.scores().CheckLeaderboard(t.Context(), w.caller(), r); err != nil || r.GetRecord().GetScore() != 500 {
		t.Error(err, r)
	}
	v := tournament("another_modules", 500, 0, "", api.Operator_SET)
	if err := w.scores().CheckTournament(t.Context(), w.caller(), v); err != nil || v.GetRecord().GetScore() != 500 {
		t.Error(err, v)
	}
}

func TestMissingRecordIsInvalid(t *testing.T) {
	w := newWorld(t)
	errs := []error{
		w.scores().CheckLeaderboard(t.Context(), w.caller(), &api.WriteLeaderboardRecordRequest{LeaderboardId: crews}),
		w.scores().CheckTournament(t.Context(), w.caller(), &api.WriteTournamentRecordRequest{TournamentId: votes}),
	}
	for _, err := range errs {
		if apierr.CodeOf(err) != apierr.CodeInvalidArgument {
			t.Error(err)
		}
	}
}

func TestFailuresAreInternalErrors(t *testing.T) {
	for _, tc := range []struct {
		method       string
		clientScores bool
	}{{"LeaderboardRecordsList", false}, {"StorageRead", true}, {"StorageWrite", true}} {
		w := newWorld(t)
		w.count(t)
		w.options.ClientScores = tc.clientScores
		w.Fail(tc.method, 1, errors.New("away"))
		if err := w.scores().CheckLeaderboard(t.Context(), w.caller(), board(crews, 1, 0, "", 0)); apierr.CodeOf(err) != apierr.CodeInternal {
			t.Errorf("%s: %v", tc.method, err)
		}
	}
}

func TestTableIsUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range leaderboards.Table() {
		if seen[b.ID] || !leaderboards.Known(b.ID) || b.Counts == "" {
			t.Errorf("row %+v", b)
		}
		seen[b.ID] = true
	}
	if leaderboards.Known("weekly_" + fmt.Sprint(len(seen))) {
		t.Error("anything is known")
	}
}
