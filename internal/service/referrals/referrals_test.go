package referrals_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/referrals"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

type world struct {
	*nakamatest.Nakama

	t       *testing.T
	ann     string // the inviter
	bob     string // the invited player
	options referrals.Options
}

func newWorld(t *testing.T) *world {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	return &world{
		Nakama: n, t: t, ann: n.NewUser("ann"), bob: n.NewUser("bob"),
		options: referrals.Options{Coins: 100, Cap: 20, Games: 3},
	}
}

func (w *world) service() *referrals.Service {
	return referrals.New(w, w.outbox(), w.options, w.Now)
}

func (w *world) outbox() *notifications.Outbox {
	return notifications.NewOutbox(w, ledger.New(w), w.Logger(), w.Now, nil)
}

func (w *world) invited(user, inviter string, created bool) {
	w.t.Helper()
	if err := w.service().Invited(w.t.Context(), user, inviter, created); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) thirdGame(user string) {
	w.t.Helper()
	if err := w.service().GameCounted(w.t.Context(), user, 3); err != nil {
		w.t.Fatal(err)
	}
}

// wants checks a player's coins, ledger and notices, one of each for a reward.
func (w *world) wants(user string, rewards int) {
	w.t.Helper()
	want := int64(rewards) * w.options.Coins
	if w.Wallet(user)["coins"] != want || len(w.Ledger(user)) != rewards || len(w.Inbox(user)) != rewards {
		w.t.Errorf("%d coins, %d ledger rows, %d notices, want %d rewards", w.Wallet(user)["coins"], len(w.Ledger(user)), len(w.Inbox(user)), rewards)
	}
}

func TestInviterAndInvitedAreRewardedOnceAfterTheThirdGame(t *testing.T) {
	w := newWorld(t)
	w.invited(w.bob, w.ann, true)
	for games := range int64(3) {
		if err := w.service().GameCounted(t.Context(), w.bob, games); err != nil {
			t.Fatal(err)
		}
	}
	w.wants(w.ann, 0)
	for range 3 {
		w.thirdGame(w.bob)
	}
	w.wants(w.ann, 1)
	w.wants(w.bob, 1)
	if n := w.Inbox(w.ann)[0]; n.GetCode() != 101 {
		t.Errorf("notice %v", n)
	}
	if row := w.Ledger(w.bob)[0]; row.Metadata["reason"] != "referral" {
		t.Errorf("ledger %v", row)
	}
}

func TestInvitationsThatDoNotCount(t *testing.T) {
	w := newWorld(t)
	cat := w.NewUser("cat")
	w.Advance(10 * time.Minute)
	for _, tc := range []struct {
		name, inviter string
		created       bool
	}{
		{"an account that existed", w.ann, false},
		{"oneself", w.bob, true},
		{"nobody", "", true},
		{"no id", "ann'; drop table users", true},
		{"a stranger", "00000000-0000-4000-8000-000000000000", true},
	} {
		w.invited(w.bob, tc.inviter, tc.created)
		w.thirdGame(w.bob)
		if w.Wallet(w.bob)["coins"] != 0 || w.Wallet(w.ann)["coins"] != 0 {
			t.Errorf("%s was rewarded", tc.name)
		}
	}
	w.invited(w.bob, w.ann, true)
	w.invited(w.bob, cat, true) // the first holds
	w.thirdGame(w.bob)
	w.wants(w.ann, 1)
	w.wants(cat, 0)
}

func TestLoginAfterAnInterruptedOneStillNamesTheInviter(t *testing.T) {
	w := newWorld(t)
	w.Advance(9 * time.Minute)
	w.invited(w.bob, w.ann, false)
	w.thirdGame(w.bob)
	w.wants(w.ann, 1)
	w.wants(w.bob, 1)
}

func TestCapHoldsForTheInviterAlone(t *testing.T) {
	w := newWorld(t)
	w.options.Cap = 2
	for i := range 4 {
		user := w.NewUser(fmt.Sprintf("friend%d", i))
		w.invited(user, w.ann, true)
		w.thirdGame(user)
		w.thirdGame(user)
		w.wants(user, 1)
	}
	w.wants(w.ann, 2)
}

func TestCapHoldsForManyAtOnce(t *testing.T) {
	w := newWorld(t)
	w.options.Cap = 2
	var all sync.WaitGroup
	for i := range 5 {
		user := w.NewUser(fmt.Sprintf("friend%d", i))
		w.invited(user, w.ann, true)
		all.Go(func() {
			for range 10 {
				if w.service().GameCounted(context.Background(), user, 3) == nil {
					return
				}
			}
			t.Error("never rewarded")
		})
	}
	all.Wait()
	w.wants(w.ann, 2)
}

func TestInvitedPlayerIsRewardedWithoutTheInvitersAccount(t *testing.T) {
	w := newWorld(t)
	w.invited(w.bob, w.ann, true)
	if err := w.AccountDeleteId(t.Context(), w.ann, false); err != nil {
		t.Fatal(err)
	}
	w.thirdGame(w.bob)
	w.wants(w.bob, 1)
}

func TestBrokenWalletOfOneDelaysNotTheOther(t *testing.T) {
	w := newWorld(t)
	w.invited(w.bob, w.ann, true)
	w.SetWallet(w.bob, `{"coins":"none"}`)
	if err := w.service().GameCounted(t.Context(), w.bob, 3); err == nil {
		t.Error("the failure is hidden")
	}
	w.wants(w.ann, 1)
	w.SetWallet(w.bob, `{}`)
	w.thirdGame(w.bob)
	w.wants(w.bob, 1)
	w.wants(w.ann, 1)
}

func TestNoCoinsMeansNoRewards(t *testing.T) {
	w := newWorld(t)
	w.options.Coins = 0
	w.invited(w.bob, w.ann, true)
	w.thirdGame(w.bob)
	w.wants(w.ann, 0)
}

func TestFailureOrCrashAtAnyCallRewardsOnce(t *testing.T) {
	w := newWorld(t)
	w.invited(w.bob, w.ann, true)
	w.ResetCalls()
	w.thirdGame(w.bob)
	calls := len(w.Calls())
	for k := 1; k <= calls; k++ {
		for _, how := range []string{"crash before", "crash after", "fail", "fail after"} {
			t.Run(fmt.Sprintf("%s call %d", how, k), func(t *testing.T) {
				w := newWorld(t)
				w.options.Cap = 1
				w.invited(w.bob, w.ann, true)
				w.ResetCalls()
				w.disturb(how, k)
				nakamatest.Crashed(func() { _ = w.service().GameCounted(context.Background(), w.bob, 3) })
				w.Heal()
				w.thirdGame(w.bob)
				w.Advance(20 * time.Second)
				if _, err := w.outbox().Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
				w.wants(w.ann, 1)
				w.wants(w.bob, 1)
			})
		}
	}
}

func (w *world) disturb(how string, k int) {
	die := func(call int, _ string) {
		if call == k {
			panic(nakamatest.Crash)
		}
	}
	switch how {
	case "crash before":
		w.Before(die)
	case "crash after":
		w.After(die)
	default:
		w.Before(func(call int, method string) {
			if call != k {
				return
			}
			if how == "fail" {
				w.Fail(method, 1, errors.New("away"))
			} else {
				w.FailAfter(method, 1, errors.New("away"))
			}
		})
	}
}

func TestInvitingFailuresAreReported(t *testing.T) {
	for _, method := range []string{"UsersGetId", "StorageWrite"} {
		w := newWorld(t)
		w.Fail(method, 1, errors.New("away"))
		if err := w.service().Invited(t.Context(), w.bob, w.ann, true); err == nil {
			t.Errorf("%s: the failure is hidden", method)
		}
	}
}
