package tournaments_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

func TestTournamentIsCreatedAsTheTableSays(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	found, err := w.TournamentsGetId(t.Context(), []string{id})
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	got := found[0]
	if got.GetCategory() != 1 || got.GetTitle() == "" || got.GetDescription() == "" || got.GetDuration() != 7*24*3600 ||
		int64(got.GetNextReset()) != w.reset() || got.GetEndActive() != got.GetNextReset() || got.GetAuthoritative() {
		t.Errorf("%v", got)
	}
	user := w.NewUser("ann")
	if _, err := w.TournamentRecordWrite(t.Context(), id, user, "ann", 1, 0, nil, nil); err == nil {
		t.Error("joining is not required")
	}
	w.ensure(tournaments.Week{Reset: weekly}) // a second start
	if entries := w.Logger().Entries(); slices.ContainsFunc(entries, isWarning) {
		t.Errorf("a second start warns: %v", entries)
	}
}

func isWarning(e nakamatest.LogEntry) bool { return e.Level == "warn" }

func TestDifferencesAreReportedWithWhatToDo(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.ensure(tournaments.Week{Reset: "0 12 * * 4", Duration: time.Hour})
	i := slices.IndexFunc(w.Logger().Entries(), isWarning)
	if i < 0 {
		t.Fatal("no warning")
	}
	message := w.Logger().Entries()[i].Message
	for _, want := range []string{id, "duration in seconds is 604800, not 3600", "next reset is", "delete the tournament in the console soon after a reset"} {
		if !strings.Contains(message, want) {
			t.Errorf("warning %q lacks %q", message, want)
		}
	}
}

func TestUnreadableOrEndingSchedulesAreRefused(t *testing.T) {
	for _, week := range []string{"every monday", "0 0 1 1 * 2027"} {
		n := nakamatest.New(nakamatest.Options{})
		if err := tournaments.Ensure(t.Context(), n.Logger(), n, tournaments.Week{Reset: week}, n.Now()); err == nil {
			t.Errorf("%q was accepted", week)
		}
	}
}

func TestLongestPeriodFillsEveryMonth(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	if err := tournaments.Ensure(t.Context(), n.Logger(), n, tournaments.Week{Reset: "0 0 1 * *"}, n.Now()); err != nil {
		t.Fatal(err)
	}
	found, err := n.TournamentsGetId(t.Context(), []string{id})
	if err != nil || found[0].GetDuration() != 31*24*3600 {
		t.Errorf("%v, %v", found, err)
	}
}

func TestPrizeTableIsValidated(t *testing.T) {
	for _, tc := range []struct{ name, data, want string }{
		{"not JSON", `prizes`, "prizes:"},
		{"unknown field", `{"prizes":[{"from":1,"to":1,"coins":1}],"min_score":1,"gems":2}`, "gems"},
		{"two values", `{"prizes":[{"from":1,"to":1,"coins":1}],"min_score":1}{}`, "after its end"},
		{"empty", `{"prizes":[],"min_score":1}`, "no entry"},
		{"zero scores win", `{"prizes":[{"from":1,"to":1,"coins":1}]}`, "min_score is 0"},
		{"rank zero", `{"prizes":[{"from":0,"to":1,"coins":1}],"min_score":1}`, "prizes[0]: from is 0"},
		{"backwards", `{"prizes":[{"from":3,"to":2,"coins":1}],"min_score":1}`, "prizes[0]: to is 2"},
		{"endless", `{"prizes":[{"from":1,"to":10001,"coins":1}],"min_score":1}`, "prizes[0]: to is 10001"},
		{"overlap", `{"prizes":[{"from":1,"to":2,"coins":2},{"from":2,"to":3,"coins":1}],"min_score":1}`, "prizes[1]: from is 2"},
		{"no coins", `{"prizes":[{"from":1,"to":1,"coins":0}],"min_score":1}`, "prizes[0]: coins is 0"},
		{"too many coins", `{"prizes":[{"from":1,"to":1,"coins":1000000001}],"min_score":1}`, "prizes[0]: coins is 1000000001"},
	} {
		if _, err := tournaments.LoadPrizes([]byte(tc.data)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
}

func TestRanksBetweenRangesWinNothing(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	var err error
	w.options.Prizes, err = tournaments.LoadPrizes([]byte(`{"prizes":[{"from":1,"to":1,"coins":10},{"from":3,"to":3,"coins":5}],"min_score":2}`))
	if err != nil {
		t.Fatal(err)
	}
	w.crowd(4) // the fourth has score 1
	w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 2, Coins: 15})
	w.wantCoins("p00003", 5)
}

func TestTableIsAsDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range tournaments.Definitions() {
		if seen[d.ID] || d.Title == "" || !d.JoinRequired || d.Operator != "incr" || d.SortOrder != "desc" {
			t.Errorf("row %+v", d)
		}
		seen[d.ID] = true
	}
	if !seen[id] {
		t.Error("the guide's tournament is missing")
	}
}
