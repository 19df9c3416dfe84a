package tournaments_test

import (
	"errors"
	"testing"

	"sagishi/internal/testing/nakamatest"
)

func TestWinnersWhoAreOwedAreInTheMetrics(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Page = 2
	w.crowd(3)
	w.SetWallet(w.ids["p00001"], `{"coins":"none"}`)
	w.endWeek()
	payer := w.payer()
	wantOwed := func(want float64) {
		t.Helper()
		_, err := payer.RunOnce(t.Context())
		if got := w.Gauge("sagishi_rewards_owed"); got != want {
			t.Errorf("%v winners are owed, want %v (%v)", got, want, err)
		}
	}
	w.Fail("MultiUpdate", nakamatest.Always, errors.New("away"))
	wantOwed(3)
	w.Heal()
	wantOwed(1)
	w.Fail("TournamentsGetId", nakamatest.Always, errors.New("away"))
	wantOwed(1) // unknown, and so unchanged
	w.Heal()
	w.SetWallet(w.ids["p00001"], `{}`)
	wantOwed(0)
}
