package attacks_test

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

// buy validates a purchase as Nakama does after the app store confirmed it: it stores
// the purchase under its first owner if persist is set.
func (p *player) buy(transaction string, persist bool) {
	p.w.Helper()
	request := &api.ValidatePurchaseAppleRequest{Receipt: transaction, Persist: wrapperspb.Bool(persist)}
	_, err := nakamatest.Request(p.Session, "ValidatePurchaseApple", request,
		func(ctx context.Context, in *api.ValidatePurchaseAppleRequest) (*api.ValidatePurchaseResponse, error) {
			bought := &api.ValidatedPurchase{
				UserId: p.UserID, ProductId: "coins_500", TransactionId: in.GetReceipt(),
				Store: api.StoreProvider_APPLE_APP_STORE, Environment: api.StoreEnvironment_PRODUCTION,
			}
			if first, err := p.w.nk.PurchaseGetByTransactionId(ctx, in.GetReceipt()); err == nil && first != nil {
				bought.SeenBefore = in.GetPersist().GetValue()
			} else if in.GetPersist().GetValue() {
				p.w.nk.AddPurchase(bought)
			}
			return &api.ValidatePurchaseResponse{ValidatedPurchases: []*api.ValidatedPurchase{bought}}, nil
		})
	p.w.must(err)
}

// refund sends the app store's notification of a refund. Nakama handles it only if it
// has stored the purchase.
func (w *world) refund(transaction string) {
	w.Helper()
	bought, err := w.nk.PurchaseGetByTransactionId(w.Context(), transaction)
	if err != nil || bought == nil {
		return
	}
	notify := w.nk.Initializer().Registration("PurchaseNotificationApple").(func(
		context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, runtime.NotificationType, *api.ValidatedPurchase, *runtime.AppleNotificationData,
	) error)
	w.must(notify(w.Context(), w.nk.Logger(), nil, w.nk, runtime.IAPNotificationRefunded, bought, nil))
}

func TestPurchasePaysOnceAndIsRefunded(t *testing.T) {
	w := newWorld(t, nil)
	buyer, thief := w.login("ann"), w.login("bob")
	start := w.coins(buyer)
	for range 3 {
		buyer.buy("t1", true)
		thief.buy("t1", true)
		thief.buy("t1", false)
	}
	if got := w.coins(buyer) - start; got != 500 {
		t.Errorf("the buyer got %d", got)
	}
	if got := w.coins(thief) - start; got != 0 {
		t.Errorf("the thief got %d", got)
	}
	buyer.buy("t2", false) // requests not to store it
	w.refund("t2")
	w.refund("t2")
	if got := w.coins(buyer) - start; got != 500 {
		t.Errorf("after a refund the buyer has %d", got)
	}
	buyer.buy("t2", true)
	if got := w.coins(buyer) - start; got != 500 {
		t.Errorf("a refunded purchase paid again: %d", got)
	}
}

func TestWalletsCannotOverflowOrGoBelowZero(t *testing.T) {
	w := newWorld(t, nil)
	rich, poor := w.login("ann"), w.login("bob")
	w.nk.SetWallet(rich.UserID, fmt.Sprintf(`{"coins":%d}`, int64(math.MaxInt64)-10))
	grant := `{"user_id":%q,"coins":%v,"key":"k%d"}`
	_, err := w.nk.ServerRPC("admin_grant", fmt.Sprintf(grant, rich.UserID, 11, 1))
	w.wantCode("a grant over what fits", err, failedPrecondition)
	for i, coins := range []string{"-1", "1000000001", "1e300", "0.5"} {
		_, err := w.nk.ServerRPC("admin_grant", fmt.Sprintf(grant, poor.UserID, coins, 10+i))
		w.wantCode("a grant of "+coins, err, invalidArgument)
	}
	w.nk.SetWallet(poor.UserID, `{"coins":1}`)
	_, err = poor.RPC("purchase_item", `{"slot":"hat","item":"cowboy"}`)
	w.wantCode("a hat that costs more", err, failedPrecondition)
	_, err = poor.RPC("purchase_item", `{"slot":"hat","item":"cowboy","price":0}`)
	w.wantCode("a price of one's own", err, invalidArgument)
	if w.coins(rich) != math.MaxInt64-10 || w.coins(poor) != 1 {
		t.Errorf("wallets %d and %d", w.coins(rich), w.coins(poor))
	}
}
