package hooks

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

type fakePurchases struct {
	granted  []string // user ids
	refunded []string // transaction ids
	err      error
}

func (f *fakePurchases) Validated(_ context.Context, userID string, _ *api.ValidatePurchaseResponse) error {
	f.granted = append(f.granted, userID)
	return f.err
}

func (f *fakePurchases) Refunded(_ context.Context, p *api.ValidatedPurchase) error {
	if f.err == nil {
		f.refunded = append(f.refunded, p.GetTransactionId())
	}
	return f.err
}

type (
	afterApple  = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.ValidatePurchaseResponse, *api.ValidatePurchaseAppleRequest) error
	refundApple = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, runtime.NotificationType, *api.ValidatedPurchase, *runtime.AppleNotificationData) error
)

func TestPurchasesAndRefundsReachTheService(t *testing.T) {
	nk, iap := nakamatest.New(nakamatest.Options{}), &fakePurchases{}
	if err := Register(nk.Initializer(), Deps{Nakama: nk, Purchases: iap, Now: nk.Now}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Apple", "Google", "Huawei", "Samsung", "FacebookInstant"} {
		if nk.Initializer().Registration("AfterValidatePurchase"+name) == nil {
			t.Errorf("no hook after purchases of %s", name)
		}
	}
	validated := nk.Initializer().Registration("AfterValidatePurchaseApple").(afterApple)
	notified := nk.Initializer().Registration("PurchaseNotificationApple").(refundApple)
	ann := nk.NewUser("ann")
	if err := validated(nk.Context(ann), nk.Logger(), nil, nk, &api.ValidatePurchaseResponse{}, nil); err != nil {
		t.Fatal(err)
	}
	if len(iap.granted) != 1 || iap.granted[0] != ann {
		t.Errorf("granted to %v", iap.granted)
	}
	purchase := &api.ValidatedPurchase{TransactionId: "t1"}
	for _, kind := range []runtime.NotificationType{runtime.IAPNotificationRenewed, runtime.IAPNotificationCancelled, runtime.IAPNotificationRefunded} {
		if err := notified(t.Context(), nk.Logger(), nil, nk, kind, purchase, nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(iap.refunded) != 1 || iap.refunded[0] != "t1" {
		t.Errorf("refunded %v", iap.refunded)
	}
	iap.err = errors.New("database is away")
	if err := validated(nk.Context(ann), nk.Logger(), nil, nk, &api.ValidatePurchaseResponse{}, nil); err == nil {
		t.Error("a failed grant returned no error")
	}
	if err := notified(t.Context(), nk.Logger(), nil, nk, runtime.IAPNotificationRefunded, purchase, nil); err == nil {
		t.Error("a failed refund returned no error, so the store will not send it again")
	}
}

// Nakama ignores the refund of a purchase that it did not store.
func TestPurchasesAreAlwaysPersisted(t *testing.T) {
	no := wrapperspb.Bool(false)
	f := newFixture(t)
	apple, err := request(t, f, "ValidatePurchaseApple", &api.ValidatePurchaseAppleRequest{Persist: no})
	wantCode(t, err, 0)
	google, err := request(t, f, "ValidatePurchaseGoogle", &api.ValidatePurchaseGoogleRequest{Persist: no})
	wantCode(t, err, 0)
	huawei, err := request(t, f, "ValidatePurchaseHuawei", &api.ValidatePurchaseHuaweiRequest{Persist: no})
	wantCode(t, err, 0)
	samsung, err := request(t, f, "ValidatePurchaseSamsung", &api.ValidatePurchaseSamsungRequest{Persist: no})
	wantCode(t, err, 0)
	instant, err := request(t, f, "ValidatePurchaseFacebookInstant", &api.ValidatePurchaseFacebookInstantRequest{Persist: no})
	wantCode(t, err, 0)
	for i, persist := range []*wrapperspb.BoolValue{
		apple.GetPersist(), google.GetPersist(), huawei.GetPersist(), samsung.GetPersist(), instant.GetPersist(),
	} {
		if !persist.GetValue() {
			t.Errorf("store %d: the purchase is not persisted", i)
		}
	}
}
