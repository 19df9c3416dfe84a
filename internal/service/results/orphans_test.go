package results_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
)

// kept is how many pending records there are, rechecks included.
func (w *world) kept() int {
	w.t.Helper()
	kept, _, err := w.StorageList(w.t.Context(), "", uuid.System, storage.PendingResults, 100, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return len(kept)
}

func (w *world) deleteAnn() {
	w.t.Helper()
	if err := w.AccountDeleteId(w.t.Context(), w.ids["ann"], false); err != nil {
		w.t.Fatal(err)
	}
}

// recheck runs the reconciler when the accounts are looked up again.
func (w *world) recheck() {
	w.t.Helper()
	w.Advance(15 * time.Second)
	if _, err := w.service().Reconcile(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func TestRecordOfAnAccountDeletedBeforeTheWriteIsRemoved(t *testing.T) {
	for _, method := range []string{"LeaderboardRecordWrite", "TournamentRecordWrite"} {
		t.Run(method, func(t *testing.T) {
			w := newWorld(t)
			w.join("ann", "bob")
			done := false
			w.Before(func(_ int, name string) {
				if name == method && !done { // the first one is ann's
					done = true
					w.deleteAnn()
				}
			})
			w.record(w.game("m.1", "crew"))
			if !done {
				t.Fatal("nothing was written")
			}
			w.wantScore(crews, "ann", 0, -1)
			w.wantScore(votes, "ann", 0, -1)
			w.wantScore(crews, "bob", 0, 1)
		})
	}
}

// A deletion that commits after the second look at the accounts: its record is
// written by hand here.
func TestRecordOfAnAccountDeletedDuringTheWriteIsRemovedSecondsLater(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	var due time.Time
	w.options.Recheck = func(at time.Time) { due = at }
	w.record(w.game("m.1", "crew"))
	w.deleteAnn()
	if _, err := w.LeaderboardRecordWrite(t.Context(), crews, w.ids["ann"], "ann", 1, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	next, err := w.service().Reconcile(t.Context())
	if err != nil || !next.Equal(due) || due.Before(w.Now().Add(10*time.Second)) {
		t.Errorf("due %v, the reconciler says %v, %v", due, next, err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.recheck()
	w.wantScore(crews, "ann", 0, -1)
	w.wantScore(crews, "bob", 0, 1)
	if n := w.kept(); n != 0 {
		t.Errorf("%d pending records stay", n)
	}
}

// blind finds no user.
type blind struct{ *nakamatest.Nakama }

func (blind) UsersGetId(context.Context, []string, []string) ([]*api.User, error) { return nil, nil } //nolint:revive // Nakama dictates the name

// A list of users that comes short must not cost players their records.
func TestRecordsOfAccountsThatAreOnlyMissingInAListStay(t *testing.T) {
	w := newWorld(t)
	w.join("ann")
	w.record(w.game("m.1", "crew"))
	w.Advance(15 * time.Second)
	nk := blind{w.Nakama}
	if _, err := results.New(nk, w.Logger(), w.options, w.Now).Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantScore(crews, "ann", 0, 1)
	w.wantScore(votes, "ann", 0, 1)
}

func TestGameThatChangesNoBoardIsNotRechecked(t *testing.T) {
	w := newWorld(t)
	w.options.ClientScores = true
	w.record(w.game("m.1", "crew"))
	if n := w.kept(); n != 0 {
		t.Errorf("%d pending records", n)
	}
}

func TestRecheckSurvivesAFailureAtAnyCall(t *testing.T) {
	const calls = 5 // list, read, users, delete, and one for nothing
	for k := 1; k <= calls; k++ {
		t.Run(fmt.Sprint(k), func(t *testing.T) {
			w := newWorld(t)
			w.record(w.game("m.1", "crew"))
			w.deleteAnn()
			if _, err := w.LeaderboardRecordWrite(t.Context(), crews, w.ids["ann"], "ann", 1, 0, nil, nil); err != nil {
				t.Fatal(err)
			}
			w.Advance(15 * time.Second)
			w.ResetCalls()
			w.Before(func(call int, method string) {
				if call == k {
					w.Fail(method, 1, errors.New("away"))
				}
			})
			_, _ = w.service().Reconcile(t.Context())
			w.Heal()
			w.recheck()
			w.wantScore(crews, "ann", 0, -1)
			if n := w.kept(); n != 0 {
				t.Errorf("%d pending records stay", n)
			}
		})
	}
}
