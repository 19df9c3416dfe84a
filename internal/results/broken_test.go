package results_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestDeletedAccountCostsTheOthersNothing(t *testing.T) {
	w := newWorld(t)
	g := w.game("m.1", "crew")
	if err := w.AccountDeleteId(t.Context(), w.ids["ann"], false); err != nil {
		t.Fatal(err)
	}
	got := w.record(g)
	if got["ann"].Counted || !strings.Contains(got["ann"].Why, "account") || !got["bob"].Counted {
		t.Errorf("ann %+v, bob %+v", got["ann"], got["bob"])
	}
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(crews, "bob", 0, 1)
}

func TestAccountDeletedBeforeTheBoardsLeavesNoRecord(t *testing.T) {
	w := newWorld(t)
	w.Fail("LeaderboardRecordWrite", 5, errors.New("away"))
	if _, err := w.service().Record(t.Context(), w.game("m.1", "crew")); err == nil {
		t.Fatal("a failing board is no error")
	}
	w.Heal()
	if err := w.AccountDeleteId(t.Context(), w.ids["ann"], false); err != nil {
		t.Fatal(err)
	}
	if err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(crews, "bob", 0, 1)
}

func TestDamagedStatisticsCostTheOthersNothing(t *testing.T) {
	w := newWorld(t)
	w.damage("stats", "lifetime", "ann")
	got := w.record(w.game("m.1", "crew"))
	if got["ann"].Counted || !strings.Contains(got["ann"].Why, "cannot be read") || !got["bob"].Counted {
		t.Errorf("ann %+v, bob %+v", got["ann"], got["bob"])
	}
	if w.lifetime("ann") != `{"games": "many"}` && w.lifetime("ann") != `{"games":"many"}` {
		t.Errorf("the damaged record was overwritten: %s", w.lifetime("ann"))
	}
	if !slices.ContainsFunc(w.Logger().Entries(), isError) {
		t.Error("nobody was told")
	}
}
