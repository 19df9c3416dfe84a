package iap_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/iap"
	"sagishi/notifications"
)

// stuck is a server that does not answer calls about the coins of some players until
// their time is over, or fails.
type stuck struct {
	*world

	players map[string]bool
	fails   bool
	paid    func(user string)
	mu      sync.Mutex
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
		<-ctx.Done()
		return nil, nil, ctx.Err()
	}
	s.mu.Lock()
	for _, wallet := range wallets {
		s.paid(wallet.UserID)
	}
	s.mu.Unlock()
	return s.world.MultiUpdate(ctx, accounts, writes, deletes, wallets, updateLedger)
}

// readStuck is a server that does not answer a read with a receipt among others.
type readStuck struct {
	*world

	key string
}

func (s readStuck) StorageRead(ctx context.Context, reads []*runtime.StorageRead) ([]*api.StorageObject, error) {
	for _, read := range reads {
		if strings.Contains(read.Key, s.key) {
			return nil, context.DeadlineExceeded
		}
	}
	return s.world.StorageRead(ctx, reads)
}

// virtual is the time of a bubble of synctest.
//
//nolint:forbidigo // it is virtual
var virtual = time.Now

func inStuckWorld(t *testing.T, test func(s *stuck, service *iap.Service)) {
	t.Helper()
	for _, fails := range []bool{false, true} {
		t.Run(fmt.Sprintf("fail at once %v", fails), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &stuck{world: newWorld(t), players: map[string]bool{}, fails: fails, paid: func(string) {}}
				products, err := iap.LoadProducts(iap.EmbeddedProducts())
				if err != nil {
					t.Fatal(err)
				}
				money := ledger.New(s)
				outbox := notifications.NewOutbox(s, money, s.Logger(), s.Now, nil)
				test(s, iap.New(s, money, outbox, s.Logger(), iap.Options{Products: products, Now: s.Now}))
			})
		})
	}
}

// buy stores a purchase of a new player.
func (s *stuck) buy(name string, age time.Duration) (user string, p *api.ValidatedPurchase) {
	s.t.Helper()
	p = s.stored(name, age)
	p.UserId = s.NewUser(name)
	s.AddPurchase(p)
	return p.GetUserId(), p
}

// wantReached runs the job until the player's coins change, which must be in time.
func (s *stuck) wantReached(service *iap.Service, user string, runs int, within time.Duration) {
	s.t.Helper()
	began := virtual()
	var took time.Duration
	reached := false
	s.paid = func(paid string) {
		if paid == user {
			reached, took = true, virtual().Sub(began)
		}
	}
	for range runs {
		ctx, cancel := context.WithTimeout(s.t.Context(), 2*time.Minute)
		_ = service.Reconcile(ctx)
		cancel()
	}
	if !reached || took > within {
		s.t.Errorf("reached %v, after %v", reached, took)
	}
}

func TestStuckPurchasesHoldUpNoOther(t *testing.T) {
	inStuckWorld(t, func(s *stuck, service *iap.Service) {
		good, _ := s.buy("good", 2*time.Minute)
		for i := range 150 {
			user, _ := s.buy(fmt.Sprint("stuck", i), time.Minute) // listed before
			s.players[user] = true
		}
		s.wantReached(service, good, 1, 30*time.Second)
		later, _ := s.buy("later", 3*time.Minute)
		s.wantReached(service, later, 1, time.Second)
		s.players = nil
		for range 3 {
			_ = service.Reconcile(s.t.Context())
		}
		s.wantAllGranted(152)
	})
}

func (s *stuck) wantAllGranted(purchases int) {
	s.t.Helper()
	if got := s.CountObjects("receipts"); got != purchases {
		s.t.Errorf("%d receipts of %d purchases", got, purchases)
	}
}

func TestStuckRefundsHoldUpNoOther(t *testing.T) {
	inStuckWorld(t, func(s *stuck, service *iap.Service) {
		var users []string
		var bought []*api.ValidatedPurchase
		for i := range 151 {
			user, p := s.buy(fmt.Sprint("p", i), time.Duration(i)*time.Second)
			users, bought = append(users, user), append(bought, p)
		}
		if err := service.Reconcile(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
		for i, p := range bought {
			p.RefundTime = timestamppb.New(s.Now())
			s.AddPurchase(p)
			s.players[users[i]] = i < 150
		}
		s.wantReached(service, users[150], 1, 30*time.Second)
		s.wantCoins(users[150], 0)
	})
}

func TestStuckPurchasesHoldUpNoWalk(t *testing.T) {
	inStuckWorld(t, func(s *stuck, service *iap.Service) {
		for i := range 700 {
			user, _ := s.buy(fmt.Sprintf("stuck%03d", i), time.Duration(100+i)*time.Hour)
			s.players[user] = true
		}
		good, _ := s.buy("good", 2000*time.Hour)
		s.wantReached(service, good, 3, 5*time.Minute)
	})
}

func TestReceiptThatCannotBeReadHoldsUpNoOtherOfThePage(t *testing.T) {
	w := newWorld(t)
	w.stored("good", time.Minute)
	w.reconcile()
	granted := w.granted()
	w.stored("new", time.Minute)
	products, err := iap.LoadProducts(iap.EmbeddedProducts())
	if err != nil {
		t.Fatal(err)
	}
	s := readStuck{w, granted}
	service := iap.New(s, ledger.New(w), w.outbox(), w.Logger(), iap.Options{Products: products, Now: w.Now})
	if err := service.Reconcile(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	w.wantCoins(w.ann, 1000)
}

// granted is the key of the one receipt.
func (w *world) granted() string {
	w.t.Helper()
	list, _, err := w.StorageList(w.t.Context(), "", "00000000-0000-0000-0000-000000000000", "receipts", 10, "")
	if err != nil || len(list) != 1 {
		w.t.Fatal(list, err)
	}
	return list[0].GetKey()
}
