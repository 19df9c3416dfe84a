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

type till struct {
	granted  []string // user ids
	refunded []string // transaction ids
	err      error
}

func (t *till) Validated(_ context.Context, userID string, _ *api.ValidatePurchaseResponse) error {
	t.granted = append(t.granted, userID)
	return t.err
}

func (t *till) Refunded(_ context.Context, p *api.ValidatedPurchase) error {
	if t.err == nil {
		t.refunded = append(t.refunded, p.GetTransactionId())
	}
	return t.err
}

type (
	afterApple = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.ValidatePurchaseResponse, *api.ValidatePurchaseAppleRequest) error
	newsApple  = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, runtime.NotificationType, *api.ValidatedPurchase, *runtime.AppleNotificationData) error
)

func TestPurchasesAreGrantedToTheirCallerAndRefundsTakenBack(t *testing.T) {
	nk, cash := nakamatest.New(nakamatest.Options{}), &till{}
	if err := newGuard(Deps{Purchases: cash, Now: nk.Now}).registerPurchases(nk.Initializer()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Apple", "Google", "Huawei", "Samsung", "FacebookInstant"} {
		if nk.Initializer().Registration("AfterValidatePurchase"+name) == nil {
			t.Errorf("no hook after purchases of %s", name)
		}
	}
	validated := nk.Initializer().Registration("AfterValidatePurchaseApple").(afterApple)
	told := nk.Initializer().Registration("PurchaseNotificationApple").(newsApple)
	ann := nk.NewUser("ann")
	if err := validated(nk.Context(ann), nk.Logger(), nil, nk, &api.ValidatePurchaseResponse{}, nil); err != nil {
		t.Fatal(err)
	}
	if len(cash.granted) != 1 || cash.granted[0] != ann {
		t.Errorf("granted to %v", cash.granted)
	}
	purchase := &api.ValidatedPurchase{TransactionId: "t1"}
	for _, kind := range []runtime.NotificationType{runtime.IAPNotificationRenewed, runtime.IAPNotificationCancelled, runtime.IAPNotificationRefunded} {
		if err := told(t.Context(), nk.Logger(), nil, nk, kind, purchase, nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(cash.refunded) != 1 || cash.refunded[0] != "t1" {
		t.Errorf("refunded %v", cash.refunded)
	}
	cash.err = errors.New("database is away")
	if err := validated(nk.Context(ann), nk.Logger(), nil, nk, &api.ValidatePurchaseResponse{}, nil); err == nil {
		t.Error("a failed grant was no error")
	}
	if err := told(t.Context(), nk.Logger(), nil, nk, runtime.IAPNotificationRefunded, purchase, nil); err == nil {
		t.Error("a failed refund was no error, so the store will not tell again")
	}
}

// Nakama tells nobody of the refund of a purchase that it was asked to forget.
func TestNoClientHasItsPurchaseForgotten(t *testing.T) {
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
			t.Errorf("store %d: the purchase is forgotten", i)
		}
	}
}
