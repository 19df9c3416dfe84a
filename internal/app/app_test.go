package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
	"sagishi/leaderboards"
	"sagishi/tournaments"
)

func start(t *testing.T, nk *nakamatest.Nakama, env map[string]string) (*app.Plugin, error) {
	t.Helper()
	return app.Start(t.Context(), app.Host{
		Logger: nk.Logger(), Nakama: nk, In: nk.Initializer(), Env: env, Now: nk.Now,
	})
}

func TestStartRegistersEverythingAndLogsOneLine(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	ann := nk.MustLogin("ann")
	for _, id := range []string{
		"equip_hat", "equip_title", "equip_skin", "update_group_metadata", "update_group_size", "create_match", "find_match",
		"join_code", "get_catalog", "purchase_item", "admin_grant", "admin_pay_rewards", "admin_audit", "admin_player",
		"admin_matches", "admin_config", "admin_drain",
	} {
		if _, err := ann.RPC(id, `{"no_such_field":1}`); nakamatest.Code(err) == 5 {
			t.Errorf("RPC %s is not registered: %v", id, err)
		}
	}
	if _, err := nk.MatchCreate(t.Context(), "sagishi", nil); err != nil && strings.Contains(err.Error(), "not found") {
		t.Errorf("match sagishi is not registered: %v", err)
	}
	boards, err := nk.LeaderboardsGetId(t.Context(), []string{"weekly_imposter_wins", "weekly_crew_wins"})
	if err != nil || len(boards) != 2 {
		t.Errorf("leaderboards: %v, %v", boards, err)
	}
	running, err := nk.TournamentsGetId(t.Context(), []string{tournaments.WeeklyTopDetective})
	if err != nil || len(running) != 1 {
		t.Errorf("tournaments: %v, %v", running, err)
	}
	var lines []string
	for _, entry := range nk.Logger().Entries() {
		lines = append(lines, entry.Message)
	}
	want := fmt.Sprintf("sagishi %s started: 10 ticks a second, %d leaderboards, %d tournaments", app.Version, len(leaderboards.IDs()), len(tournaments.IDs()))
	if len(lines) == 0 || !strings.HasPrefix(lines[0], want) {
		t.Errorf("logged %q", lines)
	}
}

func TestSecondStartFindsNothingToChangeOrReport(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	nk.Restart()
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	for _, entry := range nk.Logger().Entries() {
		if entry.Level != "info" {
			t.Errorf("%s: %s", entry.Level, entry.Message)
		}
	}
}

func TestChangedBoardIsReportedWithWhatToDo(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	nk.Restart()
	if _, err := start(t, nk, map[string]string{"SAGISHI_WEEK_RESET": "0 0 * * 3"}); err != nil {
		t.Fatal(err)
	}
	var warnings []string
	for _, entry := range nk.Logger().Entries() {
		if entry.Level == "warn" {
			warnings = append(warnings, entry.Message)
		}
	}
	for _, id := range []string{"weekly_imposter_wins", "weekly_crew_wins", "weekly_top_detective"} {
		if !slices.ContainsFunc(warnings, func(w string) bool { return strings.Contains(w, id) && strings.Contains(w, "delete") }) {
			t.Errorf("no warning about %s in %q", id, warnings)
		}
	}
}

func TestWrongConfigurationStopsTheStart(t *testing.T) {
	for _, tc := range []struct{ key, value, wants string }{
		{"SAGISHI_TICK_RATE", "61", "1..60"},
		{"SAGISHI_TICKS", "10", "unknown key"},
		{"SAGISHI_WEEK_RESET", "every monday", "cron expression"},
		{"SAGISHI_WEEK_RESET", "*/20 * * * * * *", "more than once in the minute"},
		{"SAGISHI_CATALOG_FILE", "nowhere.json", "a file"},
		{"SAGISHI_PRIZES_FILE", "bad.json", "prizes"},
		{"SAGISHI_MAPS_FILE", "bad.json", ""},
		{"SAGISHI_RULES_FILE", "bad.json", "rules"},
	} {
		t.Run(tc.key+"="+tc.value, func(t *testing.T) {
			nk := nakamatest.New(nakamatest.Options{Files: map[string]string{"bad.json": "not JSON"}})
			_, err := start(t, nk, map[string]string{tc.key: tc.value})
			if err == nil {
				t.Fatal("the server starts")
			}
			for _, want := range []string{tc.key, tc.value, tc.wants} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("message %q lacks %q", err, want)
				}
			}
		})
	}
}

func TestDataFilesReplaceTheEmbeddedOnes(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{Files: map[string]string{
		"catalog.json": `{"items":[{"slot":"hat","item":"crown","name":"Crown","price":{"coins":7},"starter":false}],"starter_coins":9}`,
		"rules.json":   `{"max_players":5}`,
	}})
	if _, err := start(t, nk, map[string]string{"SAGISHI_CATALOG_FILE": "catalog.json", "SAGISHI_RULES_FILE": "rules.json"}); err != nil {
		t.Fatal(err)
	}
	ann := nk.MustLogin("ann")
	if got := nk.Wallet(ann.UserID)["coins"]; got != 9 {
		t.Errorf("starter coins: %d", got)
	}
	catalog, err := ann.RPC("get_catalog", "{}")
	if err != nil || !strings.Contains(catalog, "crown") || strings.Contains(catalog, "cowboy") {
		t.Errorf("catalog %s, %v", catalog, err)
	}
	if _, err := ann.RPC("create_match", `{"min_players":6}`); err == nil {
		t.Error("the rules file's max_players does not hold")
	}
}

func TestDefaultSettingsWithWhichNoGameCountsAreReported(t *testing.T) {
	for env, warned := range map[string]bool{"ranges": true, "any": false} {
		nk := nakamatest.New(nakamatest.Options{Files: map[string]string{"rules.json": `{"kill_cooldown_seconds":0}`}})
		if _, err := start(t, nk, map[string]string{"SAGISHI_RULES_FILE": "rules.json", "SAGISHI_RANKED_SETTINGS": env}); err != nil {
			t.Fatal(err)
		}
		if got := nk.Logger().Contains("warn", "kill_cooldown_seconds is 0"); got != warned {
			t.Errorf("SAGISHI_RANKED_SETTINGS=%s: warned %t", env, got)
		}
	}
}

func TestMissedWeekIsPaidAfterTheStart(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	ann := nk.MustLogin("ann")
	if err := ann.JoinTournament(tournaments.WeeklyTopDetective); err != nil {
		t.Fatal(err)
	}
	if _, err := nk.TournamentRecordWrite(t.Context(), tournaments.WeeklyTopDetective, ann.UserID, "ann", 3, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	before := nk.Wallet(ann.UserID)["coins"]
	nk.Restart() // down at the week's end: Nakama will never call back
	nk.Advance(8 * 24 * time.Hour)
	p, err := start(t, nk, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.RunJobs(t.Context())
	if got := nk.Wallet(ann.UserID)["coins"] - before; got != 1000 {
		t.Errorf("the winner got %d coins", got)
	}
	p.RunJobs(t.Context())
	answer, err := nk.ServerRPC("admin_pay_rewards", fmt.Sprintf(`{"tournament_id":%q}`, tournaments.WeeklyTopDetective))
	if err != nil || !strings.Contains(answer, `"paid":0,"already_paid":1`) {
		t.Errorf("paid again: %s, %v", answer, err)
	}
	if got := nk.Inbox(ann.UserID); len(got) != 1 || got[0].GetCode() != 100 {
		t.Errorf("notices %v", got)
	}
}

// The versions stand in five files; an upgrade must change them all.
func TestNakamasVersionIsTheSameEverywhere(t *testing.T) {
	for path, want := range map[string]string{
		"Dockerfile":         "ARG NAKAMA_VERSION=3.40.0",
		"docker-compose.yml": "NAKAMA_VERSION:-3.40.0",
		"go.mod":             "github.com/heroiclabs/nakama-common v1.47.0",
		"README.md":          "3.40.0",
		"play/go.mod":        "github.com/heroiclabs/nakama/v3 v3.40.0",
	} {
		content, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil || !strings.Contains(string(content), want) {
			t.Errorf("%s lacks %q (%v)", path, want, err)
		}
	}
}
