package tournaments_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
	"sagishi/tournaments"
)

// stuck is a server that does not answer payments to some players until their time is
// over, or fails.
type stuck struct {
	*world

	players map[string]bool
	fails   bool

	mu     sync.Mutex
	paidAt map[string]time.Time
}

//nolint:revive // Nakama dictates the signature
func (s *stuck) MultiUpdate(ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite, deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error) {
	for _, wallet := range wallets {
		if !s.players[wallet.UserID] {
			continue
		}
		if s.fails {
			return nil, nil, errors.New("away")
		}
		limited, cancel := context.WithTimeout(ctx, 5*time.Second) // as of each call
		defer cancel()
		<-limited.Done()
		return nil, nil, limited.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, wallet := range wallets {
		s.paidAt[wallet.UserID] = virtual()
	}
	return s.world.MultiUpdate(ctx, accounts, writes, deletes, wallets, updateLedger)
}

// virtual is the time of a bubble of synctest.
//
//nolint:forbidigo // it is virtual
var virtual = time.Now

func inStuckWorld(t *testing.T, test func(s *stuck, payer *tournaments.Rewards)) {
	t.Helper()
	for _, fails := range []bool{false, true} {
		t.Run(fmt.Sprintf("fail at once %v", fails), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &stuck{world: newWorld(t, nakamatest.Options{}), fails: fails, players: map[string]bool{}, paidAt: map[string]time.Time{}}
				s.options.Page = 5
				outbox := notifications.NewOutbox(s, ledger.New(s), s.Logger(), s.Now, nil)
				test(s, tournaments.New(s, outbox, s.Logger(), s.options, s.Now))
			})
		})
	}
}

// win gives n players the same score, every so many of whom are stuck.
func (s *stuck) win(n, every int) (others []string) {
	s.t.Helper()
	for i := range n {
		user := s.score(fmt.Sprintf("p%04d", i), 5, 0)
		if s.players[user] = i%every == 0; !s.players[user] {
			others = append(others, user)
		}
	}
	return others
}

// run runs the job once, and returns how long it took until all of these were paid.
func (s *stuck) run(payer *tournaments.Rewards, users ...string) time.Duration {
	s.t.Helper()
	clear(s.paidAt)
	began := virtual()
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Minute)
	defer cancel()
	_, _ = payer.RunOnce(ctx)
	var last time.Duration
	for _, user := range users {
		at, paid := s.paidAt[user]
		if !paid {
			s.t.Fatalf("a winner is not paid by a run that took %v", virtual().Sub(began))
		}
		last = max(last, at.Sub(began))
	}
	return last
}

func (s *stuck) wantAllPaid(payer *tournaments.Rewards) {
	s.t.Helper()
	clear(s.players)
	for range 3 {
		s.run(payer)
	}
	s.wantClosed()
	for name := range s.ids {
		s.wantCoins(name, 1000)
	}
}

// Each page has a winner whose payment is not answered.
func TestStuckWinnersOfManyPagesHoldUpNoOther(t *testing.T) {
	inStuckWorld(t, func(s *stuck, payer *tournaments.Rewards) {
		others := s.win(200, 5)
		s.endWeek()
		if took := s.run(payer, others...); took > 45*time.Second {
			s.t.Errorf("the others were paid after %v", took)
		}
		s.wantAllPaid(payer)
	})
}

func TestPagesOfStuckWinnersHoldUpNoOther(t *testing.T) {
	inStuckWorld(t, func(s *stuck, payer *tournaments.Rewards) {
		s.win(150, 1)
		s.endWeek()
		s.run(payer)
		later := s.score("later", 9, 0)
		s.endWeek()
		if took := s.run(payer, later); took > time.Second {
			s.t.Errorf("a winner of the next week was paid after %v", took)
		}
		s.wantAllPaid(payer)
	})
}
