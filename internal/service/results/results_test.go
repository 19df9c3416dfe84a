package results_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"sagishi/internal/service/results"
)

func TestWinnersGetOnePointAndLosersNone(t *testing.T) {
	for _, tc := range []struct {
		winner string
		want   map[string]string // board by name
	}{
		{"crew", map[string]string{"ann": crews, "bob": crews, "cat": crews, "dan": crews}},
		{"imposters", map[string]string{"eve": imps}},
	} {
		t.Run(tc.winner, func(t *testing.T) {
			w := newWorld(t)
			got := w.record(w.game("m.1", tc.winner))
			for name := range w.ids {
				board := tc.want[name]
				if !got[name].Counted || got[name].Leaderboard != board || got[name].Game != "m.1" {
					t.Errorf("%s: %+v, want %q", name, got[name], board)
				}
				if board == "" {
					if w.on(crews, name, 0) != nil || w.on(imps, name, 0) != nil {
						t.Errorf("%s lost and has a record", name)
					}
					continue
				}
				w.wantScore(board, name, 0, 1)
				if record := w.on(board, name, 0); got[name].Score != 1 || record.GetUsername().GetValue() != name ||
					!strings.Contains(record.GetMetadata(), `"map": "space_station"`) && !strings.Contains(record.GetMetadata(), `"map":"space_station"`) {
					t.Errorf("%s: record %v", name, record)
				}
			}
		})
	}
}

func TestIneligibleGamesDoNotCount(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*results.Game, *results.Options)
		reason string
	}{
		{"abandoned", func(g *results.Game, _ *results.Options) { g.Winner = "" }, "nobody won"},
		{"private", func(g *results.Game, _ *results.Options) { g.Private = true }, "private"},
		{"too few", func(g *results.Game, _ *results.Options) { g.Players = g.Players[:3] }, "fewer than 4"},
		{"too few different", func(g *results.Game, _ *results.Options) {
			g.Players = append(g.Players[:3], g.Players[0], g.Players[1])
		}, "fewer than 4"},
		{"a seat without a player", func(g *results.Game, _ *results.Options) {
			g.Players = append(g.Players[:3], results.Player{Role: "crew"})
		}, "fewer than 4"},
		{"too short", func(g *results.Game, _ *results.Options) { g.Seconds = 59 }, "it took 59 seconds, games of less than 60"},
		{"settings", func(g *results.Game, _ *results.Options) { g.Unranked = "max_speed is 100" }, "max_speed is 100"},
		{"bots", func(g *results.Game, o *results.Options) { g.Bots, g.Private, o.Private = true, true, true }, "bots play"},
		{"bots before all else", func(g *results.Game, _ *results.Options) { g.Bots, g.Private, g.Players = true, true, g.Players[:1] }, "bots play"},
		{"short allowed", func(g *results.Game, o *results.Options) { g.Seconds, o.MinSeconds = 0, 0 }, ""},
		{"private allowed", func(g *results.Game, o *results.Options) { g.Private, o.Private = true, true }, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			g := w.game("m.1", "crew")
			tc.change(&g, &w.options)
			got := w.record(g)["ann"]
			if got.Counted != (tc.reason == "") || !strings.Contains(got.Reason, tc.reason) || (got.Reason == "") != (tc.reason == "") {
				t.Errorf("%+v, want reason %q", got, tc.reason)
			}
			if (w.on(crews, "ann", 0) != nil) != (tc.reason == "") {
				t.Error("the board disagrees with the answer")
			}
			if w.pending() != 0 {
				t.Error("the game is pending")
			}
		})
	}
}

func TestSummaryOfUncountedGameIncludesTournament(t *testing.T) {
	w := newWorld(t)
	w.join("ann", "bob")
	w.crewWins(2)
	g := w.game("m.1", "crew")
	g.Private = true
	got := w.record(g)
	want := results.Tournament{ID: votes, Joined: true, Score: 2}
	if got["ann"].Tournament != want || got["cat"].Tournament != (results.Tournament{ID: votes}) {
		t.Errorf("ann %+v, cat %+v", got["ann"].Tournament, got["cat"].Tournament)
	}
	w.Fail("TournamentRecordsList", 2, errors.New("database is away"))
	if got := w.record(g)["ann"]; got.Reason == "" || got.Tournament.Joined {
		t.Errorf("without the database: %+v, want the reason all the same", got)
	}
}

func TestLeaverDoesNotWin(t *testing.T) {
	w := newWorld(t)
	g := w.game("m.1", "crew")
	g.Players[0].Left = true
	got := w.record(g)["ann"]
	if !got.Counted || got.Leaderboard != "" || w.on(crews, "ann", 0) != nil {
		t.Errorf("%+v", got)
	}
}

func TestCorrectVotesCountForCrewInTheTournament(t *testing.T) {
	w := newWorld(t)
	w.join("ann", "eve")
	g := w.game("m.1", "imposters")
	g.Players[0].CorrectVotes = 3
	got := w.record(g)
	w.wantScore(votes, "ann", 0, 3)
	w.wantScore(votes, "bob", 0, -1)
	w.wantScore(votes, "eve", 0, 0)
	want := results.Tournament{ID: votes, Joined: true, CorrectVotes: 3, Score: 3}
	if got["ann"].Tournament != want {
		t.Errorf("ann: %+v", got["ann"].Tournament)
	}
	if b := got["bob"].Tournament; b.Joined || b.Score != 0 || b.CorrectVotes != 1 {
		t.Errorf("bob: %+v", b)
	}
	if e := got["eve"].Tournament; !e.Joined || e.CorrectVotes != 0 {
		t.Errorf("an imposter's vote counts: %+v", e)
	}
}

func TestVotesBeforeJoiningDoNotCount(t *testing.T) {
	w := newWorld(t)
	w.record(w.game("m.1", "crew"))
	w.join("ann")
	w.record(w.game("m.2", "crew"))
	w.wantScore(votes, "ann", 0, 1)
}

func TestVotesAfterTheTournamentEndedDoNotCount(t *testing.T) {
	w := newWorld(t)
	if err := w.TournamentDelete(t.Context(), votes); err != nil {
		t.Fatal(err)
	}
	err := w.TournamentCreate(t.Context(), votes, false, "desc", "incr", weekly, nil, "t", "d", 1, 0, 0, 3*24*3600, 0, 0, true, true)
	if err != nil {
		t.Fatal(err)
	}
	w.join("ann")
	w.Advance(2 * 24 * time.Hour)
	got := w.record(w.game("m.1", "crew"))["ann"]
	if !got.Counted || got.Score != 1 || got.Tournament.Score != 0 || w.pending() != 0 {
		t.Errorf("%+v", got)
	}
}

func TestScoresAndStatisticsAddUpOverGames(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	w.crewWins(3)
	got := w.record(w.game("m.4", "crew"))["ann"]
	if got.Score != 4 || got.Tournament.Score != 4 {
		t.Errorf("%+v", got)
	}
	w.wantScore(crews, "ann", 0, 4)
	w.wantScore(votes, "ann", 0, 4)
	var l results.Lifetime
	if err := json.Unmarshal([]byte(w.lifetime("ann")), &l); err != nil {
		t.Fatal(err)
	}
	if want := (results.Lifetime{Games: 4, CrewGames: 4, CrewWins: 4, Votes: 4, CorrectVotes: 4, TasksDone: 8}); l != want {
		t.Errorf("lifetime %+v", l)
	}
	if err := json.Unmarshal([]byte(w.lifetime("eve")), &l); err != nil || l.ImposterGames != 4 || l.ImposterWins != 0 || l.Kills != 12 {
		t.Errorf("eve's lifetime %+v, %v", l, err)
	}
}

func TestRecordingAgainChangesNothingAndReturnsTheSameSummaries(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	g := w.game("m.1", "crew")
	first := w.record(g)
	second := w.record(g)
	for name := range w.ids {
		if first[name] != second[name] {
			t.Errorf("%s: %+v, then %+v", name, first[name], second[name])
		}
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(votes, "ann", 0, 1)
}

func TestGameRecordedBySeveralServersCountsOnce(t *testing.T) {
	w := newWorld(t)
	w.join("ann", "bob")
	g := w.game("m.1", "crew")
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if _, err := w.service().Record(context.Background(), g); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(votes, "bob", 0, 1)
}

func TestConcurrentGamesOfOnePlayerAllCount(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	games := []string{"a.1", "b.1", "c.1"}
	var all sync.WaitGroup
	for _, id := range games {
		g := w.game(id, "crew")
		all.Go(func() {
			for range 10 {
				if _, err := w.service().Record(context.Background(), g); err == nil {
					return
				}
			}
			t.Errorf("game %s could not be recorded", id)
		})
	}
	all.Wait()
	w.wantScore(crews, "ann", 0, 3)
	w.wantScore(votes, "ann", 0, 3)
}

func TestDailyCapResetsAtMidnightUTCAndSurvivesRestarts(t *testing.T) {
	w := newWorld(t)
	w.options.DailyGames = 2
	w.crewWins(2)
	got := w.record(w.game("m.3", "crew"))["ann"]
	if got.Counted || !strings.Contains(got.Reason, "2 games a day") {
		t.Errorf("%+v", got)
	}
	w.wantScore(crews, "ann", 0, 2)
	w.Advance(12 * time.Hour) // from noon to midnight
	if got = w.record(w.game("m.4", "crew"))["ann"]; !got.Counted || got.Score != 3 {
		t.Errorf("next day: %+v", got)
	}
}

func TestGameCountsForTheOthersIfOnePlayerIsAtTheDailyCap(t *testing.T) {
	w := newWorld(t)
	w.options.DailyGames = 1
	g := w.game("m.1", "crew")
	g.Players = g.Players[1:]
	w.record(g) // without ann
	got := w.record(w.game("m.2", "crew"))
	if !got["ann"].Counted || got["bob"].Counted {
		t.Errorf("ann %+v, bob %+v", got["ann"], got["bob"])
	}
}

func TestServerWritesNoBoardsIfClientsSubmitScores(t *testing.T) {
	w := newWorld(t)
	w.options.ClientScores = true
	w.join("ann")
	got := w.record(w.game("m.1", "crew"))["ann"]
	if !got.Counted || got.Leaderboard != "" || w.on(crews, "ann", 0) != nil {
		t.Errorf("%+v", got)
	}
	w.wantScore(votes, "ann", 0, 0)
	if !strings.Contains(w.lifetime("ann"), `"crew_wins":`) {
		t.Errorf("lifetime %s", w.lifetime("ann"))
	}
}

func TestCountedOnReportsTheRunningWeekOnly(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	w.record(w.game("m.1", "imposters"))
	for _, tc := range []struct {
		name, board string
		want        bool
	}{{"eve", imps, true}, {"ann", crews, false}, {"ann", votes, true}, {"bob", votes, false}} {
		if got, err := w.service().CountedOn(t.Context(), w.ids[tc.name], tc.board); err != nil || got != tc.want {
			t.Errorf("%s on %s: %v, %v", tc.name, tc.board, got, err)
		}
	}
	w.advanceTo(w.reset())
	if got, err := w.service().CountedOn(t.Context(), w.ids["eve"], imps); err != nil || got {
		t.Errorf("last week counts: %v, %v", got, err)
	}
}
