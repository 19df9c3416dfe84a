package results_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
)

func TestGameCountsForTheOthersIfAnAccountIsDeleted(t *testing.T) {
	w := newWorld(t)
	g := w.game("m.1", "crew")
	if err := w.AccountDeleteId(t.Context(), w.ids["ann"], false); err != nil {
		t.Fatal(err)
	}
	got := w.record(g)
	if got["ann"].Counted || !strings.Contains(got["ann"].Reason, "account") || !got["bob"].Counted {
		t.Errorf("ann %+v, bob %+v", got["ann"], got["bob"])
	}
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(crews, "bob", 0, 1)
}

func TestAccountDeletedBeforeBoardUpdateGetsNoRecord(t *testing.T) {
	w := newWorld(t)
	w.Fail("LeaderboardRecordWrite", 5, errors.New("away"))
	if _, err := w.service().Record(t.Context(), w.game("m.1", "crew")); err == nil {
		t.Fatal("a failing board is no error")
	}
	w.Heal()
	if err := w.AccountDeleteId(t.Context(), w.ids["ann"], false); err != nil {
		t.Fatal(err)
	}
	if _, err := w.service().Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(crews, "bob", 0, 1)
}

func TestGameCountsForTheOthersIfStatisticsAreDamaged(t *testing.T) {
	w := newWorld(t)
	w.damage("stats", "lifetime", "ann")
	got := w.record(w.game("m.1", "crew"))
	if got["ann"].Counted || !strings.Contains(got["ann"].Reason, "cannot be read") || !got["bob"].Counted {
		t.Errorf("ann %+v, bob %+v", got["ann"], got["bob"])
	}
	if w.lifetime("ann") != `{"games": "many"}` && w.lifetime("ann") != `{"games":"many"}` {
		t.Errorf("the damaged record was overwritten: %s", w.lifetime("ann"))
	}
	if !slices.ContainsFunc(w.Logger().Entries(), isError) {
		t.Error("nothing was logged")
	}
}

// shortLists is a server whose first list of each kind is empty without an error,
// as when a connection breaks within it.
type shortLists struct {
	*nakamatest.Nakama

	users, records bool
}

//nolint:revive // Nakama dictates the name.
func (s *shortLists) UsersGetId(ctx context.Context, ids, facebook []string) ([]*api.User, error) {
	users, err := s.Nakama.UsersGetId(ctx, ids, facebook)
	if !s.users {
		s.users = true
		return nil, err
	}
	return users, err
}

//nolint:revive // Nakama dictates the signature.
func (s *shortLists) TournamentRecordsList(
	ctx context.Context, id string, owners []string, limit int, cursor string, expiry int64,
) (records, own []*api.LeaderboardRecord, previous, next string, err error) {
	records, own, previous, next, err = s.Nakama.TournamentRecordsList(ctx, id, owners, limit, cursor, expiry)
	if !s.records {
		s.records = true
		return nil, nil, "", "", err
	}
	return records, own, previous, next, err
}

func TestShortListsDoNotLoseGames(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	service := results.New(&shortLists{Nakama: w.Nakama}, w.Logger(), w.options, w.Now)
	if _, err := service.Record(t.Context(), w.game("m.1", "crew")); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(votes, "ann", 0, 1)
}

func TestRepeatedBoardUpdateUsesNoFurtherTournamentAttempt(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	writes := 0
	w.Before(func(_ int, method string) {
		if method != "StorageWrite" {
			return
		}
		if writes++; writes > 1 && writes < 5 { // after the game itself
			w.Fail(method, 1, errors.New("away"))
		}
	})
	if _, err := w.service().Record(t.Context(), w.game("m.1", "crew")); err == nil {
		t.Fatal("no error")
	}
	for range 3 {
		_, _ = w.service().Reconcile(t.Context())
	}
	if n := w.on(votes, "ann", 0).GetNumScore(); n != 1 || w.pending() != 0 {
		t.Errorf("%d attempts for one game", n)
	}
}
