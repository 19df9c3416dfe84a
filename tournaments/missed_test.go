package tournaments_test

import (
	"testing"
	"time"

	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

func TestMissedWeeksArePaidEvenIfTheConfigurationHasAnotherSchedule(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.score("ann", 1, 0)
	w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 1, Coins: 1000})
	w.options.Week = "0 12 * * 4" // the tournament keeps resetting on Mondays
	for range 3 {
		w.score("ann", 2, 0)
		w.Advance(7 * 24 * time.Hour)
	}
	w.wantPaid(tournaments.Summary{Periods: 4, Paid: 3, AlreadyPaid: 1, Coins: 3000})
	w.wantCoins("ann", 1000, 1000, 1000, 1000)
	w.wantClosed()
}

// One run freezes a thousand periods.
func TestAllOfManyMissedPeriodsArePaid(t *testing.T) {
	const minutely = "* * * * *"
	w := newWorld(t, nakamatest.Options{})
	if err := w.TournamentDelete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	w.ensure(tournaments.Week{Reset: minutely})
	w.options.Week = minutely
	w.score("ann", 2, 0)
	w.Advance(1005 * time.Minute)
	w.score("ann", 2, 0)
	w.Advance(20 * time.Minute)
	for range 3 {
		w.pay()
	}
	w.wantCoins("ann", 1000, 1000)
}
