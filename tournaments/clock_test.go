package tournaments_test

import (
	"context"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

// clockAhead is a server whose clock is ahead of all others.
type clockAhead struct {
	*nakamatest.Nakama

	weeks uint32
}

const week = 7 * 24 * time.Hour

func (c clockAhead) Now() time.Time { return c.Nakama.Now().Add(time.Duration(c.weeks) * week) }

// TournamentsGetId names the resets by the server's clock.
//
//nolint:revive // Nakama dictates the name
func (c clockAhead) TournamentsGetId(ctx context.Context, ids []string) ([]*api.Tournament, error) {
	found, err := c.Nakama.TournamentsGetId(ctx, ids)
	ahead := c.weeks * uint32(week/time.Second)
	for _, t := range found {
		t.PrevReset, t.NextReset = t.GetPrevReset()+ahead, t.GetNextReset()+ahead
		t.StartActive, t.EndActive = t.GetStartActive()+ahead, t.GetEndActive()+ahead
	}
	return found, err
}

// runAhead pays what is due by a clock that is ahead.
func (w *world) runAhead(weeks uint32) {
	w.t.Helper()
	wrong := clockAhead{w.Nakama, weeks}
	if _, err := tournaments.New(wrong, outbox(w.Nakama), w.Logger(), w.options, wrong.Now).RunOnce(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// A server may start before its clock is set.
func TestPrizesArePaidAfterAClockWasWeeksAhead(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.score("ann", 2, 0)
	w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 1, Coins: 1000})
	w.runAhead(15)
	w.score("ann", 2, 0)
	w.endWeek()
	w.pay()
	w.wantCoins("ann", 1000, 1000)
	w.score("ann", 2, 0)
	w.runAhead(15) // now it finds a winner of the running week
	w.wantCoins("ann", 1000, 1000, 1000)
	w.score("ann", 2, 0)
	w.endWeek()
	w.pay()
	w.wantCoins("ann", 1000, 1000, 1000)
	w.score("ann", 2, 0)
	w.endWeek()
	w.pay()
	w.wantCoins("ann", 1000, 1000, 1000, 1000)
	w.wantClosed()
}
