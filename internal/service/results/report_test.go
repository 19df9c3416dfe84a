package results_test

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestCountedGamesAreReportedWithTheirNumber(t *testing.T) {
	w := newWorld(t)
	var reported []int64
	w.options.GameCounted = func(_ context.Context, user string, games int64) error {
		if user == w.ids["ann"] {
			reported = append(reported, games)
		}
		return nil
	}
	w.crewWins(3)
	g := w.game("m.4", "crew")
	g.Players[0].TookPart = false
	w.record(g)
	if !slices.Equal(reported, []int64{1, 2, 3}) {
		t.Errorf("reported %v", reported)
	}
}

func TestFailedReportOfACountedGameIsRepeated(t *testing.T) {
	w := newWorld(t)
	calls := 0
	w.options.GameCounted = func(context.Context, string, int64) error {
		if calls++; calls == 1 {
			return errors.New("away")
		}
		return nil
	}
	if _, err := w.service().Record(t.Context(), w.game("m.1", "crew")); err == nil {
		t.Fatal("no error")
	}
	w.wantScore(crews, "ann", 0, 1) // the boards do not wait for it
	if _, err := w.service().Reconcile(t.Context()); err != nil || calls != 2*len(w.ids) {
		t.Errorf("%d calls, %v", calls, err)
	}
}
