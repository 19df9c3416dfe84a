package app

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

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
		n.HangDeaf("UsersGetId", nakamatest.Always)
		for i := range maxCalls {
			go func() { _, _ = db.UsersGetId(t.Context(), []string{strconv.Itoa(i)}, nil) }()
		}
		synctest.Wait()
		if _, err := db.UsersGetId(t.Context(), nil, nil); err == nil || !strings.Contains(err.Error(), "without an answer") {
			t.Errorf("got %v", err)
		}
		if calls := len(n.Calls()); calls != maxCalls {
			t.Errorf("%d calls reached the database", calls)
		}
		n.Heal()
		synctest.Wait()
		if _, err := db.UsersGetId(t.Context(), nil, nil); err != nil {
			t.Errorf("when the database answers again: %v", err)
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
		if kept := len(db.shares); kept != 0 {
			t.Errorf("%d entries are kept about calls that have ended", kept)
		}
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
