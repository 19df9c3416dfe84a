package results_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/results"
)

func (w *world) withLeavers() *world {
	w.options.LeaverLimit, w.options.LeaverBlock = 3, 10*time.Minute
	return w
}

// leave records a game that ann left alive.
func (w *world) leave(id string, change func(*results.Game)) {
	w.t.Helper()
	g := w.game(id, "crew")
	g.Players[0].Left, g.Players[0].LeftAlive = true, true
	if change != nil {
		change(&g)
	}
	w.record(g)
}

// blocked is for how long ann may not look for matches.
func (w *world) blocked() time.Duration {
	w.t.Helper()
	err := w.service().CheckLeaver(w.t.Context(), w.ids["ann"])
	if err == nil {
		return 0
	}
	_, text, _ := strings.Cut(err.Error(), "again in ")
	var seconds int
	if _, scanned := fmt.Sscanf(text, "%d seconds", &seconds); scanned != nil || apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
		w.t.Fatalf("refused with %v", err)
	}
	return time.Duration(seconds) * time.Second
}

func TestLeaversAreBlockedAfterTheLimitAndLongerEachTime(t *testing.T) {
	w := newWorld(t).withLeavers()
	for i, want := range []time.Duration{0, 0, 10 * time.Minute, 20 * time.Minute, 40 * time.Minute} {
		w.leave(fmt.Sprintf("m.%d", i), nil)
		if got := w.blocked(); got != want {
			t.Errorf("after %d games: %v, want %v", i+1, got, want)
		}
	}
	w.Advance(40*time.Minute - time.Second)
	if got := w.blocked(); got != time.Second {
		t.Errorf("at the end: %v", got)
	}
	w.Advance(time.Second)
	if got := w.blocked(); got != 0 {
		t.Errorf("afterwards: %v", got)
	}
	for i := range 80 {
		w.leave(fmt.Sprintf("more.%d", i), nil)
	}
	if got := w.blocked(); got != 24*time.Hour {
		t.Errorf("after very many games: %v", got)
	}
	if value, _ := w.Object("stats", "leaver", w.ids["ann"]); len(value) > 4<<10 {
		t.Errorf("the record has %d bytes", len(value))
	}
}

func TestLeavesAreForgottenAfterADay(t *testing.T) {
	w := newWorld(t).withLeavers()
	w.leave("m.1", nil)
	w.leave("m.2", nil)
	w.Advance(24 * time.Hour)
	w.leave("m.3", nil)
	if got := w.blocked(); got != 0 {
		t.Errorf("blocked for %v", got)
	}
}

func TestOnlyLeavingAPublicGameThatWouldCountIsHeldAgainstAPlayer(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*results.Game)
		held   bool
	}{
		"alive":                        {nil, true},
		"the game was short":           {func(g *results.Game) { g.Seconds = 5 }, true},
		"nobody won":                   {func(g *results.Game) { g.Winner = "" }, true},
		"took no part":                 {func(g *results.Game) { g.Players[0].TookPart = false }, true},
		"counts for nobody":            {func(g *results.Game) { setAll(g, func(p *results.Player) { p.TookPart = false }) }, true},
		"dead, or the server was":      {func(g *results.Game) { g.Players[0].LeftAlive = false }, false},
		"private":                      {func(g *results.Game) { g.Private = true }, false},
		"bots played":                  {func(g *results.Game) { g.Bots = true }, false},
		"settings out of range":        {func(g *results.Game) { g.Unranked = "max_speed" }, false},
		"too few players at the start": {func(g *results.Game) { g.Players = g.Players[:3] }, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).withLeavers()
			w.options.LeaverLimit = 1
			w.leave("m.1", tc.change)
			w.leave("m.1", tc.change) // the match may try again
			want := time.Duration(0)
			if tc.held {
				want = 10 * time.Minute
			}
			if got := w.blocked(); got != want {
				t.Errorf("blocked for %v, want %v", got, want)
			}
		})
	}
}

func setAll(g *results.Game, set func(*results.Player)) {
	for i := range g.Players {
		set(&g.Players[i])
	}
}

func TestLeaverLimitOfZeroIsOff(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		w.leave(fmt.Sprintf("m.%d", i), nil)
	}
	if _, found := w.Object("stats", "leaver", w.ids["ann"]); found || w.blocked() != 0 {
		t.Error("a leaver is recorded")
	}
}

func TestLeaverOfAnAccountThatIsGoneDelaysNobody(t *testing.T) {
	w := newWorld(t).withLeavers()
	w.deleteAnn()
	w.leave("m.1", nil)
	w.leave("short.1", func(g *results.Game) { g.Seconds = 1 })
	w.wantScore(crews, "bob", 0, 1)
}

func TestConcurrentGamesLoseNoLeave(t *testing.T) {
	w := newWorld(t).withLeavers()
	w.options.LeaverLimit = 2
	var all sync.WaitGroup
	for _, id := range []string{"a.1", "b.1"} {
		all.Go(func() {
			g := w.game(id, "crew")
			g.Seconds, g.Players[0].LeftAlive = 1, true
			if _, err := w.service().Record(t.Context(), g); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := w.blocked(); got != 10*time.Minute {
		t.Errorf("blocked for %v", got)
	}
}

func TestLeavesAreShownToOperators(t *testing.T) {
	w := newWorld(t).withLeavers()
	leaves, err := w.service().Leaves(t.Context(), w.ids["ann"])
	if err != nil || len(leaves.Left) != 0 || leaves.Left == nil || !leaves.BlockedUntil.IsZero() {
		t.Errorf("nobody left: %+v, %v", leaves, err)
	}
	for i := range 3 {
		w.leave(fmt.Sprintf("m.%d", i), nil)
	}
	leaves, err = w.service().Leaves(t.Context(), w.ids["ann"])
	if err != nil || len(leaves.Left) != 3 || leaves.Left[2].Game != "m.2" || leaves.BlockedUntil.Sub(w.Now()) != w.blocked() {
		t.Errorf("after three games: %+v, %v", leaves, err)
	}
}

func TestLeavesThatAClockAheadHasDatedBlockNobody(t *testing.T) {
	w := newWorld(t).withLeavers()
	for i := range 4 {
		w.leave(fmt.Sprintf("m.%d", i), func(g *results.Game) { g.EndedAt += int64(30 * 24 * time.Hour / time.Second) })
	}
	if got := w.blocked(); got != 0 {
		t.Errorf("blocked for %v", got)
	}
	for i := range 3 {
		w.leave(fmt.Sprintf("m.right.%d", i), nil)
	}
	if got := w.blocked(); got != 10*time.Minute {
		t.Errorf("after three leaves by the right clock: blocked for %v", got)
	}
}
