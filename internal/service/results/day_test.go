package results_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
)

func TestGameDoesNotCountForPlayersWhoTookNoPart(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	g := w.game("m.1", "crew")
	g.Players[0].TookPart = false
	got := w.record(g)
	if got["ann"].Counted || got["ann"].Reason != "you did not take part" || !got["bob"].Counted {
		t.Errorf("ann %+v, bob %+v", got["ann"], got["bob"])
	}
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(votes, "ann", 0, 0)
	if l := w.lifetime("ann"); l != "" {
		t.Errorf("ann's statistics: %s", l)
	}
}

// Two friends may play all day, as long as most of the others change.
func TestGamesWithTheSameOpponentsCountSoManyTimesADay(t *testing.T) {
	w := newWorld(t)
	w.options.SameOpponents = 2
	w.crewWins(2)
	g := w.game("m.3", "crew")
	got := w.record(g)
	for name := range w.ids {
		if got[name].Counted || !strings.Contains(got[name].Reason, "today 2 games with each of most of these players") {
			t.Errorf("%s: %+v", name, got[name])
		}
	}
	for i := range 2 { // two of four others are half, not more
		g.ID = fmt.Sprintf("m.%d", 4+i)
		for j := 3; j < 5; j++ {
			g.Players[j].UserID = w.NewUser(fmt.Sprintf("stranger%d%d", i, j))
		}
		if got := w.record(g); !got["ann"].Counted {
			t.Errorf("with two new players: %+v", got["ann"])
		}
	}
	w.Advance(12 * time.Hour) // from noon to midnight
	if got := w.record(w.game("m.6", "crew"))["ann"]; !got.Counted {
		t.Errorf("next day: %+v", got)
	}
}

func TestUncountedGamesDoNotUseUpTheDay(t *testing.T) {
	w := newWorld(t)
	w.options.SameOpponents = 1
	for i := range 3 {
		g := w.game(fmt.Sprintf("short.%d", i), "crew")
		g.Seconds = 1
		w.record(g)
	}
	if got := w.record(w.game("m.1", "crew"))["ann"]; !got.Counted {
		t.Errorf("%+v", got)
	}
}

func TestDayRecordIsBoundedAndKeepsFrequentOpponents(t *testing.T) {
	w := newWorld(t)
	w.options.DailyGames = 1000
	w.crewWins(2)
	for i := range 60 {
		g := w.game(fmt.Sprintf("m.%d", i), "crew")
		g.Players = g.Players[:1]
		for j := range 14 {
			g.Players = append(g.Players, results.Player{
				UserID: fmt.Sprintf("00000000-0000-4000-8000-%012d", 100*i+j), Role: "imposter", TookPart: true,
			})
		}
		w.record(g)
	}
	value, _ := w.Object("stats", "day", w.ids["ann"])
	var day struct {
		Games     int
		Opponents map[string]int
	}
	if err := json.Unmarshal([]byte(value), &day); err != nil {
		t.Fatal(err)
	}
	if day.Games != 62 || len(day.Opponents) != 500 || day.Opponents[w.ids["eve"]] != 2 || len(value) > 32<<10 {
		t.Errorf("%d games, %d opponents, eve %d, %d bytes", day.Games, len(day.Opponents), day.Opponents[w.ids["eve"]], len(value))
	}
}

func TestNameOnABoardIsTheAccountsWhenItIsWritten(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	g := w.game("m.1", "crew")
	w.Fail("LeaderboardRecordWrite", nakamatest.Always, errors.New("away"))
	w.Fail("TournamentRecordWrite", nakamatest.Always, errors.New("away"))
	if _, err := w.service().Record(t.Context(), g); err == nil {
		t.Fatal("no error")
	}
	w.Heal()
	for _, name := range [][2]string{{"ann", "annette"}, {"bob", "ann"}} {
		if err := w.AccountUpdateId(t.Context(), w.ids[name[0]], name[1], nil, "", "", "", "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, board := range []string{crews, votes} {
		if got := w.on(board, "ann", 0).GetUsername().GetValue(); got != "annette" {
			t.Errorf("%s: ann, now annette, is called %q", board, got)
		}
	}
	if got := w.on(crews, "bob", 0).GetUsername().GetValue(); got != "ann" {
		t.Errorf("bob, now ann, is called %q", got)
	}
}
