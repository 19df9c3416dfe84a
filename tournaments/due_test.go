package tournaments_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

func TestCallbacksAskForARunWhenThePeriodHasSettled(t *testing.T) {
	for _, resetFirst := range []bool{false, true} {
		t.Run(fmt.Sprintf("reset first %v", resetFirst), func(t *testing.T) {
			w := newWorld(t, nakamatest.Options{ResetFirst: resetFirst})
			var woken []time.Time
			if err := w.payer().Register(w.Initializer(), func(at time.Time) { woken = append(woken, at) }); err != nil {
				t.Fatal(err)
			}
			end := time.Unix(w.reset(), 0)
			w.Advance(7 * 24 * time.Hour)
			if len(woken) == 0 {
				t.Fatal("no run is asked for")
			}
			for _, at := range woken {
				if !at.Equal(end.Add(settle)) {
					t.Errorf("a run is asked for at %v, want %v", at, end.Add(settle))
				}
			}
		})
	}
}

type tournamentEnd = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Tournament, int64, int64) error

func TestTournamentsOfOtherModulesAreIgnored(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	if err := w.payer().Register(w.Initializer(), func(time.Time) { t.Error("a run is asked for") }); err != nil {
		t.Fatal(err)
	}
	ended := w.Initializer().Registration("TournamentEnd").(tournamentEnd)
	if err := ended(t.Context(), w.Logger(), nil, w, &api.Tournament{Id: "another"}, 1, 1); err != nil {
		t.Error(err)
	}
}

// runOnce runs a payer as after a start, and returns when it is due next.
func (w *world) runOnce() time.Time {
	w.t.Helper()
	next, err := w.payer().RunOnce(w.t.Context())
	if err != nil {
		w.t.Error(err)
	}
	return next
}

func TestRunIsDueWhenThePeriodThatHasJustEndedHasSettled(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.score("ann", 2, 0)
	end := time.Unix(w.reset(), 0)
	if next := w.runOnce(); !next.Equal(end.Add(settle)) {
		t.Errorf("before the end the next run is due at %v, want %v", next, end.Add(settle))
	}
	w.Advance(end.Add(1600 * time.Millisecond).Sub(w.Now())) // the server was down at the end
	if next := w.runOnce(); !next.Equal(end.Add(settle)) {
		t.Errorf("after the end the next run is due at %v, want %v", next, end.Add(settle))
	}
	w.Advance(settle - 1600*time.Millisecond)
	if next, want := w.runOnce(), end.Add(7*24*time.Hour).Add(settle); !next.Equal(want) {
		t.Errorf("after the payment the next run is due at %v, want %v", next, want)
	}
	w.wantCoins("ann", 1000)
}

func TestRunIsDueWhenTheActiveTimeHasSettled(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	if err := w.TournamentDelete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	w.Advance(time.Unix(w.reset(), 0).Add(time.Hour).Sub(w.Now()))
	w.ensure(tournaments.Week{Reset: weekly, Duration: 24 * time.Hour})
	found, err := w.TournamentsGetId(t.Context(), []string{id})
	if err != nil {
		t.Fatal(err)
	}
	end := time.Unix(int64(found[0].GetEndActive()), 0)
	w.Advance(end.Sub(w.Now()))
	if next := w.runOnce(); !next.Equal(end.Add(settle)) {
		t.Errorf("the next run is due at %v, want %v", next, end.Add(settle))
	}
}

func TestPaymentWithoutAnswerIsSoonRepeated(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.score("ann", 2, 0)
	w.endWeek()
	w.Fail("MultiUpdate", 1, context.DeadlineExceeded)
	if next, want := w.runOnce(), w.Now().Add(5*time.Second); !next.Equal(want) {
		t.Errorf("the next run is due at %v, want %v", next, want)
	}
	w.runOnce()
	w.wantCoins("ann", 1000)
}

func TestRunReportsWhatItCannotRead(t *testing.T) {
	for _, method := range []string{"TournamentsGetId", "StorageRead", "TournamentRecordsList", "StorageWrite"} {
		w := newWorld(t, nakamatest.Options{})
		w.score("ann", 2, 0)
		w.endWeek()
		w.Fail(method, nakamatest.Always, errors.New("away"))
		if _, err := w.payer().RunOnce(t.Context()); err == nil {
			t.Errorf("%s: the failure is hidden", method)
		}
		w.Heal()
		w.runOnce()
		w.wantCoins("ann", 1000)
	}
}
