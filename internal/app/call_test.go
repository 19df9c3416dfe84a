package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

func TestCallEndsAtItsTimeLimit(t *testing.T) {
	for name, hang := range map[string]func(*nakamatest.Nakama, string, int){
		"hang": (*nakamatest.Nakama).Hang, "hang deaf": (*nakamatest.Nakama).HangDeaf,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := nakamatest.New(nakamatest.Options{})
				db := database{nk: n, caller: newCaller()}
				hang(n, "UsersGetId", 1)
				began := now()
				if _, err := db.UsersGetId(t.Context(), nil, nil); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v", err)
				}
				if took := now().Sub(began); took != callTimeout {
					t.Errorf("took %v", took)
				}
				if _, err := db.UsersGetId(t.Context(), nil, nil); err != nil {
					t.Errorf("the next call: %v", err)
				}
				n.Heal()
			})
		})
	}
}

func TestCallsWithoutAnswerAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := nakamatest.New(nakamatest.Options{})
		db := database{nk: n, caller: newCaller()}
		n.HangDeaf("*", nakamatest.Always)
		for i := range maxCalls {
			ids := []string{strconv.Itoa(i)}
			go func() { _, _ = db.UsersGetId(t.Context(), ids, nil) }()
			go func() { _, _ = db.AccountsGetId(t.Context(), ids, nil) }()
			go func() { _, _ = db.TournamentsGetId(t.Context(), ids) }()
			go func() { _, _ = db.LeaderboardsGetId(t.Context(), ids) }()
		}
		synctest.Wait()
		if _, err := db.UsersGetId(t.Context(), nil, nil); err == nil || !strings.Contains(err.Error(), "without an answer") {
			t.Errorf("got %v", err)
		}
		if calls := len(n.Calls()); calls > maxCalls || db.used != calls {
			t.Errorf("%d calls reached the database, %d slots are in use", calls, db.used)
		}
		n.Heal()
		synctest.Wait()
		if _, err := db.UsersGetId(t.Context(), nil, nil); err != nil {
			t.Errorf("when the database answers again: %v", err)
		}
		synctest.Wait()
		wantNoneInUse(t, db.slots)
	})
}

func wantNoneInUse(t *testing.T, s *slots) {
	t.Helper()
	if s.used != 0 || len(s.methods) != 0 || len(s.records) != 0 || len(s.waiting) != 0 {
		t.Errorf("kept about calls that have ended: %d used, %v, %v, %d waiting", s.used, s.methods, s.records, len(s.waiting))
	}
}

// A table that stays locked stops all calls of a method, whatever they are about.
func TestCallsOfOneMethodLeaveSlotsForTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := nakamatest.New(nakamatest.Options{})
		db := database{nk: n, caller: newCaller()}
		n.HangDeaf("NotificationsSend", nakamatest.Always)
		for i := range 4 * maxCalls {
			go func() {
				_ = db.NotificationsSend(t.Context(), []*runtime.NotificationSend{{UserID: strconv.Itoa(i)}})
			}()
		}
		synctest.Wait()
		if calls := len(n.Calls()); calls != maxCalls/2 {
			t.Errorf("%d calls reached the database, want %d", calls, maxCalls/2)
		}
		n.HangDeaf("StorageRead", nakamatest.Always)
		for i := range maxCalls {
			go func() {
				_, _ = db.StorageRead(t.Context(), []*runtime.StorageRead{{Key: strconv.Itoa(i)}})
			}()
		}
		synctest.Wait()
		began := now()
		if _, err := db.TournamentsGetId(t.Context(), nil); err != nil || now() != began {
			t.Errorf("a call of a third method: %v after %v", err, now().Sub(began))
		}
		n.Heal()
	})
}

// stuckRecords are so many players about whom no call of one method is answered, each
// tried again and again, one after the other.
func stuckRecords(t *testing.T, records int) (*nakamatest.Nakama, database) {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	db := database{nk: n, caller: newCaller()}
	n.HangDeaf("AccountsGetId", nakamatest.Always)
	for i := range records {
		for range maxCalls {
			go func() { _, _ = db.AccountsGetId(t.Context(), []string{strconv.Itoa(i)}, nil) }()
		}
		synctest.Wait()
	}
	return n, db
}

func TestManyStuckRecordsLeaveSlotsForTheOthersOfTheSameMethod(t *testing.T) {
	for _, records := range []int{1, 2, 8, 16, 20} {
		synctest.Test(t, func(t *testing.T) {
			n, db := stuckRecords(t, records)
			before := len(n.Calls())
			go func() { _, _ = db.AccountsGetId(t.Context(), []string{"another"}, nil) }()
			synctest.Wait()
			if calls := len(n.Calls()); calls != before+1 {
				t.Errorf("%d stuck records have %d calls, and another record gets none", records, before)
			}
			n.Heal()
		})
	}
}

func TestCallsAreMadeInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSlots()
		var releases []func()
		about := subject{method: "UsersGetId"}
		for range maxCallsAbout {
			release, err := s.take(t.Context(), about)
			if err != nil {
				t.Fatal(err)
			}
			releases = append(releases, release)
		}
		var order []int
		for i := range 3 {
			go func() {
				if _, err := s.take(t.Context(), about); err == nil {
					order = append(order, i)
				}
			}()
			synctest.Wait()
		}
		for _, release := range releases[:3] {
			release()
			synctest.Wait()
		}
		if !slices.Equal(order, []int{0, 1, 2}) {
			t.Errorf("order %v", order)
		}
	})
}

func TestPanicOfACallIsAnError(t *testing.T) {
	_, err := call(t.Context(), newCaller(), func(context.Context) (int, error) { panic("oh") })
	if err == nil || !strings.Contains(err.Error(), "panic: oh") {
		t.Errorf("got %v", err)
	}
}

func TestReasonOfAFailureThatNakamaHidesIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		err := callError(t.Context(), newCaller(), func(ctx context.Context) error {
			<-ctx.Done()
			return errors.New("timeout: broken pipe")
		})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

func TestCallsAboutOneStuckRecordLeaveSlotsForTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := nakamatest.New(nakamatest.Options{})
		db := database{nk: n, caller: newCaller()}
		stuck := n.NewUser("stuck")
		n.HangDeaf("UsersGetId", nakamatest.Always)
		for range 2 * maxCalls { // tried again and again
			_, err := db.UsersGetId(t.Context(), []string{stuck}, nil)
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		}
		if calls := len(n.Calls()); calls != maxCallsAbout {
			t.Errorf("%d calls reached the database, want %d", calls, maxCallsAbout)
		}
		began := now()
		if _, err := db.AccountsGetId(t.Context(), []string{stuck}, nil); err != nil || now() != began {
			t.Errorf("another call: %v after %v", err, now().Sub(began))
		}
		n.Heal()
		synctest.Wait()
		if _, err := db.UsersGetId(t.Context(), []string{stuck}, nil); err != nil {
			t.Errorf("when the database answers again: %v", err)
		}
		synctest.Wait()
		wantNoneInUse(t, db.slots)
	})
}

// A board is read for each of its players: one player's calls that get no answer must
// not close it to the others.
func TestCallsAboutOneRecordOfABoardLeaveSlotsForTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := nakamatest.New(nakamatest.Options{})
		db := database{nk: n, caller: newCaller()}
		read := func(owner string) error {
			_, _, _, _, err := db.LeaderboardRecordsList(t.Context(), "board", []string{owner}, 1, "", 0)
			return err
		}
		n.HangDeaf("LeaderboardRecordsList", maxCallsAbout)
		for range maxCallsAbout {
			if err := read("ann"); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		}
		if err := read("bob"); errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("another player: %v", err)
		}
		n.Heal()
	})
}
