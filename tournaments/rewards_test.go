package tournaments_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

func TestWinnersAreRankedAndPaidOnce(t *testing.T) {
	for _, tc := range []struct {
		name   string
		scores []int64 // of a, b, c …
		subs   []int64
		want   []int64 // coins
	}{
		{"nobody", nil, nil, nil},
		{"one", []int64{1}, nil, []int64{1000}},
		{"three", []int64{5, 9, 7}, nil, []int64{500, 1000, 500}},
		{"joined and never scored", []int64{3, 0}, nil, []int64{1000, 0}},
		{"only zeros", []int64{0, 0}, nil, []int64{0, 0}},
		{"tie on top", []int64{8, 8, 5, 4}, nil, []int64{1000, 1000, 500, 250}},
		{"tie on the last prize", []int64{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 3, 3, 2}, nil, []int64{1000, 500, 500, 250, 250, 250, 250, 250, 250, 250, 250, 250, 0}},
		{"ties push others out", []int64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4}, nil, []int64{1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 0}},
		{"subscore parts a tie", []int64{8, 8}, []int64{1, 2}, []int64{500, 1000}},
	} {
		for _, page := range []int{100, 1, 2, 3} {
			t.Run(fmt.Sprintf("%s, pages of %d", tc.name, page), func(t *testing.T) {
				w := newWorld(t, nakamatest.Options{})
				w.options.Page = page
				for i, score := range tc.scores {
					sub := int64(0)
					if tc.subs != nil {
						sub = tc.subs[i]
					}
					w.score(string(rune('a'+i)), score, sub)
				}
				w.endWeek()
				w.pay()
				w.pay()
				for i, coins := range tc.want {
					if coins == 0 {
						w.wantCoins(string(rune('a' + i)))
						continue
					}
					w.wantCoins(string(rune('a'+i)), coins)
				}
				w.wantClosed()
			})
		}
	}
}

func TestSummaryAndNoticeSayWhatWasPaid(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	user := w.score("ann", 42, 0)
	w.score("bob", 41, 0)
	w.score("cat", 41, 0)
	end := w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 3, Coins: 2000})
	w.wantPaid(tournaments.Summary{Periods: 1, AlreadyPaid: 3})
	got := w.notice(w.Inbox(user)[0].GetContent())
	if got.TournamentID != id || got.Title != "Top Detective of the Week" || got.Rank != 1 || got.Score != 42 ||
		got.Reward.Coins != 1000 || got.PeriodEnd != end || got.ID == "" {
		t.Errorf("notice %+v", got)
	}
	if got := w.notice(w.Inbox(w.ids["cat"])[0].GetContent()).Rank; got != 2 {
		t.Errorf("rank %d of two players with the second score", got)
	}
	row := w.Ledger(user)[0]
	if row.Metadata["reason"] != "tournament_reward" || !strings.Contains(fmt.Sprint(row.Metadata["ref"]), user) {
		t.Errorf("ledger metadata %v", row.Metadata)
	}
}

func TestUnknownTournamentIsNotFound(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	if _, err := w.payer().Pay(t.Context(), "weekly_imposter_wins"); apierr.CodeOf(err) != apierr.CodeNotFound {
		t.Error(err)
	}
	if err := w.TournamentDelete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := w.payer().Pay(t.Context(), id); apierr.CodeOf(err) != apierr.CodeNotFound {
		t.Error(err)
	}
}

func TestRunningAndUnsettledPeriodsAreNotPaid(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.score("ann", 9, 0)
	w.wantPaid(tournaments.Summary{})
	end := w.reset()
	w.Advance(time.Unix(end, 0).Add(settle - time.Nanosecond).Sub(w.Now()))
	w.wantPaid(tournaments.Summary{})
	w.score("ann", 1, 0) // in the new week
	w.Advance(time.Nanosecond)
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 1, Coins: 1000})
	if got := w.notice(w.Inbox(w.ids["ann"])[0].GetContent()); got.Score != 9 || got.PeriodEnd != end {
		t.Errorf("paid for the wrong week: %+v", got)
	}
}

func TestEndBeforeTheResetIsPaidAfterTheEnd(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	if err := w.TournamentDelete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	w.Advance(5 * 24 * time.Hour) // over to the beginning of a week
	w.ensure(tournaments.Week{Reset: weekly, Duration: 24 * time.Hour})
	w.Advance(time.Unix(w.reset(), 0).Add(time.Hour).Sub(w.Now()))
	w.score("ann", 3, 0)
	reset := w.reset()
	w.Advance(23*time.Hour + settle - time.Second)
	w.wantPaid(tournaments.Summary{})
	w.Advance(time.Second)
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 1, Coins: 1000})
	if got := w.notice(w.Inbox(w.ids["ann"])[0].GetContent()).PeriodEnd; got != reset {
		t.Errorf("period_end %d, want the reset %d", got, reset)
	}
	w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, AlreadyPaid: 1})
	w.wantCoins("ann", 1000)
}

func TestMissedWeeksArePaid(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.Kill() // no callback reaches the payer
	for range 3 {
		w.Heal()
		w.score("ann", 2, 0)
		w.score("bob", 1, 0)
		w.Kill()
		w.Advance(7 * 24 * time.Hour)
	}
	w.Advance(7 * 24 * time.Hour) // an empty one
	w.Heal()
	w.score("ann", 5, 0) // the running one
	w.wantPaid(tournaments.Summary{Periods: 3, Paid: 6, Coins: 4500})
	w.wantCoins("ann", 1000, 1000, 1000)
	w.wantCoins("bob", 500, 500, 500)
	w.wantClosed()
}

func TestPrizesFollowNakamasScheduleEvenIfTheConfigurationHasAnother(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Week = "0 12 * * 4" // the tournament keeps resetting on Mondays
	w.score("ann", 2, 0)
	w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 1, Coins: 1000})
	w.score("ann", 2, 0)
	w.endWeek()
	w.pay()
	w.wantCoins("ann", 1000, 1000)
}

func TestSeveralServersPayOnce(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.crowd(12)
	w.endWeek()
	servers := []*nakamatest.Nakama{w.Nakama, w.AddServer("nakama2"), w.AddServer("nakama3")}
	var all sync.WaitGroup
	for _, n := range servers {
		payer := w.payerOn(n)
		for range 2 {
			all.Go(func() {
				if _, err := payer.Pay(context.Background(), id); err != nil && apierr.CodeOf(err) != apierr.CodeAborted {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	w.Advance(time.Minute)
	w.pay()
	w.sweep()
	w.wantTen()
	w.wantClosed()
}

// wantTen checks the prizes of a crowd of at least ten.
func (w *world) wantTen() {
	w.t.Helper()
	for i, coins := range []int64{1000, 500, 500, 250, 250, 250, 250, 250, 250, 250} {
		w.wantCoins(fmt.Sprintf("p%05d", i+1), coins)
	}
	if _, ok := w.ids["p00011"]; ok {
		w.wantCoins("p00011")
	}
}

func TestDeletedWinnerKeepsTheRankAndDelaysNobody(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.crowd(11)
	end := w.endWeek()
	w.Before(func(_ int, method string) {
		if method == "AccountsGetId" { // the list is frozen by now
			w.Heal()
			_ = w.AccountDeleteId(context.Background(), w.ids["p00002"], false)
		}
	})
	got := w.pay()
	if got.Paid != 9 || got.Failed != 1 {
		t.Errorf("%+v", got)
	}
	w.wantCoins("p00001", 1000)
	w.wantCoins("p00003", 500)
	w.wantCoins("p00011")
	if len(w.checkpoint().Open) != 1 {
		t.Error("the period was closed with an unpaid winner")
	}
	if got = w.pay(); got.Failed != 1 || got.AlreadyPaid != 9 {
		t.Errorf("%+v", got)
	}
	w.Advance(31 * 24 * time.Hour)
	w.pay()
	if slices.Contains(w.checkpoint().Open, end) {
		t.Error("a deleted account is tried for ever")
	}
}

func TestBrokenWalletIsTriedAgainAndDelaysNobody(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.crowd(3)
	w.SetWallet(w.ids["p00001"], `{"coins":"none"}`)
	w.endWeek()
	payer := w.payer()
	for range 3 {
		sum, err := payer.Pay(t.Context(), id)
		if err != nil || sum.Failed != 1 {
			t.Fatalf("%+v, %v", sum, err)
		}
	}
	w.wantCoins("p00002", 500)
	w.wantCoins("p00003", 500)
	errorsLogged := 0
	for _, e := range w.Logger().Entries() {
		if e.Level == "error" && e.Fields["user_id"] == w.ids["p00001"] {
			errorsLogged++
		}
	}
	if errorsLogged != 1 {
		t.Errorf("the same failure was logged %d times within an hour", errorsLogged)
	}
	w.Advance(60 * 24 * time.Hour)
	w.SetWallet(w.ids["p00001"], `{}`)
	w.pay()
	w.wantCoins("p00001", 1000)
	w.wantClosed()
}

func TestShortListIsNotTrusted(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Page = 4
	w.crowd(11)
	w.endWeek()
	for cut := range 8 {
		list := &shortLister{Nakama: w.Nakama, cut: cut}
		payer := tournaments.New(list, outbox(w.Nakama), w.Logger(), w.options, w.Now)
		if _, err := payer.Pay(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	w.wantTen()
}

func TestRecordsAreReadOnlyDownToTheLastPrize(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Page = 10
	w.crowd(300)
	w.endWeek()
	w.ResetCalls()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: 10, Coins: 3750})
	lists := 0
	for _, call := range w.Calls() {
		if call == "TournamentRecordsList" {
			lists++
		}
	}
	if lists > 3 {
		t.Errorf("%d lists for ten prizes", lists)
	}
	w.wantTen()
}

func TestHundredsOfTiedWinnersAreAllPaid(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	const crowd = 250
	for i := range crowd {
		w.score(fmt.Sprintf("p%05d", i), 1, 0)
	}
	w.endWeek()
	w.wantPaid(tournaments.Summary{Periods: 1, Paid: crowd, Coins: crowd * 1000})
	w.wantPaid(tournaments.Summary{Periods: 1, AlreadyPaid: crowd})
}

func TestFrozenListIsNotChangedByWhatHappensLater(t *testing.T) {
	w := newWorld(t, nakamatest.Options{})
	w.options.Page = 2
	w.crowd(6)
	w.endWeek()
	w.Fail("AccountsGetId", nakamatest.Always, errors.New("away"))
	if got := w.pay(); got.Failed != 6 {
		t.Errorf("%+v", got)
	}
	w.Heal()
	if err := w.AccountDeleteId(t.Context(), w.ids["p00001"], false); err != nil {
		t.Fatal(err)
	}
	w.options.Prizes.Ranks[0].Coins = 7
	w.pay()
	w.wantCoins("p00002", 500) // still second
}
