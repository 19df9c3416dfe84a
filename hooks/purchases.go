package hooks

import (
	"context"
	"database/sql"
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/callback"
)

// Purchases grants what is bought in the stores, and takes back what is
// refunded. Both are safe to repeat.
type Purchases interface {
	Validated(ctx context.Context, userID string, response *api.ValidatePurchaseResponse) error
	Refunded(ctx context.Context, purchase *api.ValidatedPurchase) error
}

// kept has Nakama remember a purchase, whatever the client asks for. Nakama
// passes over a store's news of a refund if it does not know the purchase, so
// the coins of one that is not remembered could never be taken back.
func kept[T any](persist func(*T) **wrapperspb.BoolValue) check[T] {
	return func(_ *guard, _ context.Context, _ callback.Caller, in *T) error {
		*persist(in) = wrapperspb.Bool(true)
		return nil
	}
}

// sold is the hook after Nakama has asked a store about a receipt. The client
// is answered either way; a grant that failed is made good when the client
// validates the receipt again.
func sold[T any](
	g *guard, register func(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.ValidatePurchaseResponse, *T) error) error,
) error {
	return register(func(
		ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out *api.ValidatePurchaseResponse, _ *T,
	) error {
		caller := callback.CallerFrom(ctx)
		return report(ctx, logger, "purchase", protect(func() error { return g.Purchases.Validated(ctx, caller.UserID, out) }))
	})
}

// refunded hears from a store what became of a purchase.
func (g *guard) refunded(ctx context.Context, logger runtime.Logger, kind runtime.NotificationType, purchase *api.ValidatedPurchase) error {
	if kind != runtime.IAPNotificationRefunded {
		return nil
	}
	return report(ctx, logger, "refund", protect(func() error { return g.Purchases.Refunded(ctx, purchase) }))
}

// registerPurchases installs the hooks of all stores.
func (g *guard) registerPurchases(in runtime.Initializer) error {
	return errors.Join(
		sold(g, in.RegisterAfterValidatePurchaseApple),
		sold(g, in.RegisterAfterValidatePurchaseGoogle),
		sold(g, in.RegisterAfterValidatePurchaseHuawei),
		sold(g, in.RegisterAfterValidatePurchaseSamsung),
		sold(g, in.RegisterAfterValidatePurchaseFacebookInstant),
		in.RegisterPurchaseNotificationApple(func(
			ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule,
			kind runtime.NotificationType, purchase *api.ValidatedPurchase, _ *runtime.AppleNotificationData,
		) error {
			return g.refunded(ctx, logger, kind, purchase)
		}),
		in.RegisterPurchaseNotificationGoogle(func(
			ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule,
			kind runtime.NotificationType, purchase *api.ValidatedPurchase, _ *runtime.PurchaseV2GoogleResponse,
		) error {
			return g.refunded(ctx, logger, kind, purchase)
		}),
	)
}
