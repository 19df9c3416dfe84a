package tournaments_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

func TestCallbacksPayInEitherOrderAndTheLoopDoesTheRest(t *testing.T) {
	for _, resetFirst := range []bool{false, true} {
		t.Run(fmt.Sprintf("reset first %v", resetFirst), func(t *testing.T) {
			w := newWorld(t, nakamatest.Options{ResetFirst: resetFirst})
			w.options.Settle = 0
			if err := w.payer().Register(w.Initializer()); err != nil {
				t.Fatal(err)
			}
			w.score("ann", 2, 0)
			w.Advance(7 * 24 * time.Hour)
			w.wantCoins("ann", 1000)
		})
	}
}

func TestCallbackErrorsAreReported(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Settle = 0
	payer := w.payer()
	if err := payer.Register(w.Initializer()); err != nil {
		t.Fatal(err)
	}
	w.score("ann", 2, 0)
	w.Fail("StorageRead", nakamatest.Always, errors.New("away"))
	w.Advance(7 * 24 * time.Hour)
	if !slices.ContainsFunc(w.Logger().Entries(), func(e nakamatest.LogEntry) bool { return strings.Contains(e.Message, "away") }) {
		t.Error("nothing was logged")
	}
	w.Heal()
	payer.Look(t.Context())
	w.wantCoins("ann", 1000)
}

func TestLoopPaysAtOnceAgainAndAgainUntilItEnds(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Every = time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	rounds := 0
	w.options.Also = []tournaments.Job{
		{Name: "panics", Do: func(context.Context) error { panic("oh") }},
		{Name: "fails", Do: func(context.Context) error { return errors.New("away") }},
		{Name: "counts", Do: func(context.Context) error {
			if rounds++; rounds == 3 {
				stop()
			}
			return nil
		}},
	}
	w.score("ann", 1, 0)
	w.endWeek()
	w.payer().Run(ctx)
	if rounds != 3 {
		t.Errorf("%d rounds", rounds)
	}
	w.wantCoins("ann", 1000)
	for _, want := range []string{"panic: oh", "will be tried again: away"} {
		if !slices.ContainsFunc(w.Logger().Entries(), func(e nakamatest.LogEntry) bool { return strings.HasPrefix(e.Message, want) }) {
			t.Errorf("not logged: %s", want)
		}
	}
}

func TestCallbackWakesTheLoopWhenThePeriodHasSettled(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Every = time.Hour
	w.options.Settle = time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	rounds := 0
	round := func() {
		if rounds++; rounds > 1 {
			stop()
			return
		}
		w.Advance(time.Unix(w.reset(), 0).Sub(w.Now())) // the callbacks come, nothing is settled
		w.wantCoins("ann")
		w.Advance(time.Millisecond)
	}
	w.options.Also = []tournaments.Job{{Name: "counts", Do: func(context.Context) error { round(); return nil }}}
	payer := w.payer()
	if err := payer.Register(w.Initializer()); err != nil {
		t.Fatal(err)
	}
	w.score("ann", 1, 0)
	payer.Run(ctx)
	if rounds != 2 {
		t.Errorf("%d rounds", rounds)
	}
	w.wantCoins("ann", 1000)
}

func TestAlarmFarAheadOutlivesTheRoundsBeforeIt(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Every, w.options.Settle = time.Hour, 0
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	rounds := 0
	round := func() {
		switch rounds++; rounds {
		case 2:
			w.Advance(2*time.Hour - time.Millisecond)
		case 3:
			stop()
		}
	}
	w.options.Also = []tournaments.Job{{Name: "counts", Do: func(context.Context) error { round(); return nil }}}
	payer := w.payer()
	if err := payer.Register(w.Initializer()); err != nil {
		t.Fatal(err)
	}
	ended := w.Initializer().Registration("TournamentEnd").(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Tournament, int64, int64) error)
	for _, ahead := range []time.Duration{2 * time.Hour, time.Second} {
		at := w.Now().Add(ahead).Unix()
		if err := ended(t.Context(), w.Logger(), nil, w, &api.Tournament{Id: id}, at, at); err != nil {
			t.Fatal(err)
		}
	}
	w.Advance(time.Second - time.Millisecond)
	payer.Run(ctx)
	if rounds != 3 {
		t.Errorf("%d rounds", rounds)
	}
}
