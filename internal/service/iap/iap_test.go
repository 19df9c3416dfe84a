package iap_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/iap"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

type world struct {
	*nakamatest.Nakama

	t       *testing.T
	ann     string
	bob     string
	sandbox bool

	appleBundle string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	return &world{Nakama: n, t: t, ann: n.NewUser("ann"), bob: n.NewUser("bob")}
}

func (w *world) service() *iap.Service {
	w.t.Helper()
	products, err := iap.LoadProducts(iap.EmbeddedProducts())
	if err != nil {
		w.t.Fatal(err)
	}
	return iap.New(w, ledger.New(w), w.outbox(), w.Logger(), iap.Options{Products: products, Sandbox: w.sandbox, AppleBundle: w.appleBundle, Now: w.Now})
}

func (w *world) outbox() *notifications.Outbox {
	return notifications.NewOutbox(w, ledger.New(w), w.Logger(), w.Now, nil)
}

// token is longer than a storage key may be, as some stores' are.
var token = strings.Repeat("t0ken", 60)

func (w *world) purchase() *api.ValidatedPurchase {
	return &api.ValidatedPurchase{
		UserId: w.ann, ProductId: "coins_500", TransactionId: token, Store: api.StoreProvider_GOOGLE_PLAY_STORE,
		Environment: api.StoreEnvironment_PRODUCTION, RefundTime: &timestamppb.Timestamp{}, // what Nakama sends for "not refunded"
	}
}

func (w *world) validate(userID string, purchases ...*api.ValidatedPurchase) error {
	return w.service().Validated(w.t.Context(), userID, &api.ValidatePurchaseResponse{ValidatedPurchases: purchases})
}

func (w *world) wantCoins(user string, want int64) {
	w.t.Helper()
	sum := int64(0)
	for _, row := range w.Ledger(user) {
		sum += row.Changeset["coins"]
	}
	if got := w.Wallet(user)["coins"]; got != want || sum != want {
		w.t.Errorf("%d coins, %d in the ledger, want %d", got, sum, want)
	}
}

func TestPurchaseGrantsOnceATransaction(t *testing.T) {
	w := newWorld(t)
	other := w.purchase()
	other.TransactionId, other.ProductId = "another", "coins_1200"
	for range 3 {
		if err := w.validate(w.ann, w.purchase(), other); err != nil {
			t.Fatal(err)
		}
	}
	w.wantCoins(w.ann, 1700)
	if inbox := w.Inbox(w.ann); len(inbox) != 2 || inbox[0].GetCode() != 102 {
		t.Errorf("inbox %v", inbox)
	}
	if row := w.Ledger(w.ann)[0]; row.Metadata["reason"] != "purchase" || row.Metadata["ref"] == "" {
		t.Errorf("ledger %v", row)
	}
}

func TestSameTransactionInAnotherStoreIsAnotherPurchase(t *testing.T) {
	w := newWorld(t)
	other := w.purchase()
	other.Store = api.StoreProvider_HUAWEI_APP_GALLERY
	if err := w.validate(w.ann, w.purchase(), other); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 1000)
}

func TestWhatGrantsNothing(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*api.ValidatedPurchase)
	}{
		{"sandbox", func(p *api.ValidatedPurchase) { p.Environment = api.StoreEnvironment_SANDBOX }},
		{"unknown product", func(p *api.ValidatedPurchase) { p.ProductId = "coins_9999" }},
		{"refunded", func(p *api.ValidatedPurchase) { p.RefundTime = &timestamppb.Timestamp{Seconds: 1} }},
		{"no transaction", func(p *api.ValidatedPurchase) { p.TransactionId = "" }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.purchase()
			tc.change(p)
			if err := w.validate(w.ann, p); err != nil {
				t.Fatal(err)
			}
			w.wantCoins(w.ann, 0)
			if !slices.ContainsFunc(w.Logger().Entries(), func(e nakamatest.LogEntry) bool { return e.Level == "warn" }) {
				t.Error("nothing was logged")
			}
		})
	}
}

func TestSandboxMayBeSwitchedOn(t *testing.T) {
	w := newWorld(t)
	w.sandbox = true
	p := w.purchase()
	p.Environment = api.StoreEnvironment_SANDBOX
	if err := w.validate(w.ann, p); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 500)
}

func TestReceiptOfAnotherPlayerGrantsTheFirst(t *testing.T) {
	w := newWorld(t)
	w.AddPurchase(w.purchase()) // ann's grant was lost
	seen := w.purchase()
	seen.UserId, seen.SeenBefore = w.bob, true
	if err := w.validate(w.bob, seen); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.bob, 0)
	w.wantCoins(w.ann, 500)
}

func TestServersGrantOnce(t *testing.T) {
	w := newWorld(t)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if err := w.validate(w.ann, w.purchase()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	w.wantCoins(w.ann, 500)
}

func TestFailureDelaysNoOtherPurchase(t *testing.T) {
	w := newWorld(t)
	other := w.purchase()
	other.TransactionId = "another"
	w.Fail("MultiUpdate", 1, errors.New("away"))
	if err := w.validate(w.ann, w.purchase(), other); err == nil {
		t.Error("the failure is hidden")
	}
	w.wantCoins(w.ann, 500)
	if err := w.validate(w.ann, w.purchase(), other); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 1000)
}

func TestRefundTakesBackWhatIsThere(t *testing.T) {
	for _, tc := range []struct{ spent, left, owed int64 }{{0, 0, 0}, {200, 0, 200}, {500, 0, 500}, {-300, 300, 0}} {
		t.Run(fmt.Sprintf("after spending %d", tc.spent), func(t *testing.T) {
			w := newWorld(t)
			if err := w.validate(w.ann, w.purchase()); err != nil {
				t.Fatal(err)
			}
			if _, _, err := w.WalletUpdate(t.Context(), w.ann, map[string]int64{"coins": -tc.spent}, nil, true); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := w.service().Refunded(t.Context(), w.purchase()); err != nil {
					t.Fatal(err)
				}
			}
			w.wantCoins(w.ann, tc.left)
			inbox := w.Inbox(w.ann)
			if len(inbox) != 2 || inbox[1].GetCode() != 103 {
				t.Fatalf("inbox %v", inbox)
			}
			c := strings.ReplaceAll(inbox[1].GetContent(), " ", "")
			if !strings.Contains(c, fmt.Sprintf(`"owed":{"coins":%d}`, tc.owed)) {
				t.Errorf("content %s", c)
			}
		})
	}
}

func TestRefundBeforeTheGrantPreventsIt(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		if err := w.service().Refunded(t.Context(), w.purchase()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.validate(w.ann, w.purchase()); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 0)
}

func TestRefundRacingTheGrantEndsWithoutCoins(t *testing.T) {
	w := newWorld(t)
	raced := false
	w.Before(func(_ int, method string) {
		if method == "MultiUpdate" && !raced {
			raced = true
			if err := w.service().Validated(context.Background(), w.ann, &api.ValidatePurchaseResponse{ValidatedPurchases: []*api.ValidatedPurchase{w.purchase()}}); err != nil {
				t.Error(err)
			}
		}
	})
	if err := w.service().Refunded(t.Context(), w.purchase()); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 0)
	if len(w.Ledger(w.ann)) != 2 {
		t.Errorf("ledger %v", w.Ledger(w.ann))
	}
}

func TestSpendingDuringTheRefundIsNoticed(t *testing.T) {
	w := newWorld(t)
	if err := w.validate(w.ann, w.purchase()); err != nil {
		t.Fatal(err)
	}
	spent := false
	w.Before(func(_ int, method string) {
		if method == "MultiUpdate" && !spent {
			spent = true
			if _, _, err := w.WalletUpdate(context.Background(), w.ann, map[string]int64{"coins": -450}, nil, true); err != nil {
				t.Error(err)
			}
		}
	})
	if err := w.service().Refunded(t.Context(), w.purchase()); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 0)
}

func TestRefundOfADeletedAccountIsRecorded(t *testing.T) {
	w := newWorld(t)
	if err := w.validate(w.ann, w.purchase()); err != nil {
		t.Fatal(err)
	}
	if err := w.AccountDeleteId(t.Context(), w.ann, false); err != nil {
		t.Fatal(err)
	}
	before := w.CountObjects("receipts")
	if err := w.service().Refunded(t.Context(), w.purchase()); err != nil {
		t.Fatal(err)
	}
	if w.CountObjects("receipts") != before+1 {
		t.Error("no record of what is owed")
	}
}

func TestRefundFailuresAreReported(t *testing.T) {
	for _, method := range []string{"StorageRead", "AccountsGetId", "MultiUpdate"} {
		w := newWorld(t)
		if err := w.validate(w.ann, w.purchase()); err != nil {
			t.Fatal(err)
		}
		w.Fail(method, nakamatest.Always, errors.New("away"))
		if err := w.service().Refunded(t.Context(), w.purchase()); err == nil {
			t.Errorf("%s: the failure is hidden", method)
		}
		w.Heal()
		w.wantCoins(w.ann, 500)
	}
}

func TestProductTableIsValidated(t *testing.T) {
	for _, tc := range []struct{ name, data, want string }{
		{"not JSON", `x`, "products:"},
		{"unknown field", `{"products":[],"gems":1}`, "gems"},
		{"two values", `{"products":[]}[]`, "after its end"},
		{"no id", `{"products":[{"coins":1}]}`, "products[0]: product_id"},
		{"twice", `{"products":[{"product_id":"a","coins":1},{"product_id":"a","coins":2}]}`, "products[1]"},
		{"no coins", `{"products":[{"product_id":"a","coins":0}]}`, "products[0] (a): coins is 0"},
	} {
		if _, err := iap.LoadProducts([]byte(tc.data)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
}
