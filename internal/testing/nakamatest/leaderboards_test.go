package nakamatest_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

func weekly(t *testing.T, n *nakamatest.Nakama, duration int) {
	t.Helper()
	if err := n.TournamentCreate(t.Context(), "cup", true, "desc", "incr", "0 0 * * 1", nil, "Cup", "", 1, 0, 0, duration, 0, 0, true, true); err != nil {
		t.Fatal(err)
	}
}

const week = 7 * 24 * 60 * 60

func TestAdvanceFiresEndAndResetOfThePeriodThatEnded(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	weekly(t, n, week)
	var fired []string
	record := func(what string) func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Tournament, int64, int64) error {
		return func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, tour *api.Tournament, end, reset int64) error {
			fired = append(fired, fmt.Sprintf("%s %s %d %d at %d", what, tour.GetId(), end, reset, n.Now().Unix()))
			return nil
		}
	}
	if err := errors.Join(n.Initializer().RegisterTournamentEnd(record("end")), n.Initializer().RegisterTournamentReset(record("reset"))); err != nil {
		t.Fatal(err)
	}
	n.Advance(2 * 7 * 24 * time.Hour)
	monday := time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC).Unix()
	var want []string
	for _, m := range []int64{monday, monday + week} {
		for _, what := range []string{"end", "reset"} {
			want = append(want, fmt.Sprintf("%s cup %d %d at %d", what, m, m, m))
		}
	}
	if !slices.Equal(fired, want) {
		t.Fatalf("fired %q\nwant %q", fired, want)
	}
}

func TestNoTimerFiresOnAServerThatIsDown(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	weekly(t, n, week)
	fired := 0
	register := func(on *nakamatest.Nakama) {
		err := on.Initializer().RegisterTournamentReset(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Tournament, int64, int64) error {
			fired++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	register(n)
	other := n.AddServer("nakama2")
	register(other)
	n.Advance(week * time.Second)
	if fired != 2 {
		t.Fatalf("timers on both servers: %d", fired)
	}
	other.Kill()
	n.Advance(week * time.Second)
	if fired != 3 {
		t.Fatalf("timers on a server that is down: %d", fired)
	}
	other.Restart()
	n.Restart()
	n.Advance(week * time.Second)
	if fired != 3 {
		t.Fatal("a callback fired after the restart dropped its registration")
	}
}

func TestRecordsOfAPastPeriodAreKept(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	weekly(t, n, week)
	var users []string
	for i := range 5 {
		id := n.NewUser(fmt.Sprint("user", i))
		users = append(users, id)
		if _, err := n.TournamentRecordWrite(t.Context(), "cup", id, "", int64(i), 0, nil, nil); !errors.Is(err, runtime.ErrTournamentWriteJoinRequired) {
			t.Fatal(err)
		}
		if err := n.TournamentJoin(t.Context(), "cup", id, "x"); err != nil {
			t.Fatal(err)
		}
		if _, err := n.TournamentRecordWrite(t.Context(), "cup", id, "", int64(i), 0, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	n.Advance(week * time.Second)
	monday := time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC).Unix()
	cursor, seen := "", []string{}
	for {
		records, _, _, next, err := n.TournamentRecordsList(t.Context(), "cup", nil, 2, cursor, monday)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			seen = append(seen, r.GetOwnerId())
			if r.GetRank() != int64(len(seen)) {
				t.Fatalf("rank %d of record %d", r.GetRank(), len(seen))
			}
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	slices.Reverse(users)
	if !slices.Equal(seen, users) {
		t.Fatalf("seen %v, want %v", seen, users)
	}
}
