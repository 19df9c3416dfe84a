package faultsim

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/testing/nakamatest"
)

type refundHook = func(
	context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, runtime.NotificationType, *api.ValidatedPurchase, *runtime.PurchaseV2GoogleResponse,
) error

// bought is a purchase of ann's in a store.
func bought(w *world) *api.ValidatedPurchase {
	return &api.ValidatedPurchase{
		UserId: w.ids["ann"], ProductId: "coins_500", TransactionId: "transaction 1", Store: api.StoreProvider_GOOGLE_PLAY_STORE,
		Environment: api.StoreEnvironment_PRODUCTION, RefundTime: &timestamppb.Timestamp{},
		PurchaseTime: timestamppb.New(w.bought),
	}
}

// validate is the client's: the server asks the store, remembers the purchase,
// and then calls the plugin, whose failure the client does not see.
func validate(s *server) error {
	session, err := s.login("ann", nil)
	if err != nil {
		return err
	}
	before := len(s.Logger().Entries())
	_, err = nakamatest.Request(session, "ValidatePurchaseGoogle", &api.ValidatePurchaseGoogleRequest{},
		func(context.Context, *api.ValidatePurchaseGoogleRequest) (*api.ValidatePurchaseResponse, error) {
			p := bought(s.w)
			p.SeenBefore = s.w.validated
			s.w.validated = true
			s.AddPurchase(p)
			return &api.ValidatePurchaseResponse{ValidatedPurchases: []*api.ValidatedPurchase{p}}, nil
		})
	for _, entry := range s.Logger().Entries()[before:] {
		if entry.Level == "error" {
			err = errors.Join(err, errors.New(entry.Message))
		}
	}
	return err
}

// refund is the store's, which repeats it until the server answers well.
func refund(s *server) error {
	hook, ok := s.Initializer().Registration("PurchaseNotificationGoogle").(refundHook)
	if !ok {
		return errors.New("nobody hears of refunds")
	}
	return hook(s.ServerContext(), s.Logger(), nil, s.Nakama, runtime.IAPNotificationRefunded, bought(s.w), nil)
}

func storePurchases() scenario {
	return scenario{
		name:    "store purchase",
		prepare: func(w *world) { w.player("ann") },
		acts:    []func(*server) error{validate},
		owed:    func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins + 500} },
	}
}

// abandonedStorePurchases are of a client that validates once, and is gone if
// that fails. The server finds the purchase by itself.
func abandonedStorePurchases() scenario {
	return scenario{
		name:    "abandoned store purchase",
		prepare: func(w *world) { w.player("ann") },
		acts: []func(*server) error{func(s *server) error {
			if s.w.validated {
				s.runJobs()
				return nil
			}
			return validate(s)
		}},
		owed: func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins + 500} },
	}
}

// leftNotices are in the outbox of a server that could not deliver them. All
// servers find them at the same time.
func leftNotices() scenario {
	return scenario{
		name: "notice left in the outbox",
		prepare: func(w *world) {
			w.player("ann")
			w.first().Fail("NotificationsSend", nakamatest.Always, errBroken)
			w.must(validate(w.first()))
			w.first().Heal()
			w.first().Advance(20 * time.Second)
		},
		acts: []func(*server) error{func(s *server) error { s.runJobs(); return nil }},
		owed: func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins + 500} },
	}
}

// refunds come when ann has spent much of what she bought.
func refunds() scenario {
	return scenario{
		name: "refund",
		prepare: func(w *world) {
			w.player("ann")
			w.must(validate(w.first()))
			session, err := w.first().login("ann", nil)
			w.must(err)
			_, err = session.RPC("purchase_item", `{"slot":"skin","item":"shadow"}`)
			w.must(err)
		},
		acts: []func(*server) error{refund},
		owed: func(*world) map[string]int64 { return map[string]int64{"ann": 0} },
		check: func(w *world) {
			for _, o := range w.receipts() {
				if r, _ := object[struct {
					Taken int64 `json:"taken"`
					Owed  int64 `json:"owed"`
				}](w, "receipts", o.GetKey(), o.GetUserId()); r.Taken == 100 && r.Owed == 400 {
					return
				}
			}
			w.errorf("no receipt says that 100 coins were taken back and 400 are owed")
		},
	}
}

// refundsBeforeGrants race with the grant of the same purchase.
func refundsBeforeGrants() scenario {
	return scenario{
		name:    "refund against purchase",
		prepare: func(w *world) { w.player("ann") },
		acts:    []func(*server) error{validate, refund},
		owed:    func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins} },
	}
}
