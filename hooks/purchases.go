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

// purchase allows the validation of a receipt, and makes Nakama store the
// purchase whatever the client asks for: Nakama ignores the refund of a purchase
// that it did not store, so its coins could never be taken back. afterPurchase
// follows it.
func purchase[T any](
	name string, register registerBefore[T], registerAfter registerAfter[api.ValidatePurchaseResponse, T], persist func(*T) **wrapperspb.BoolValue,
) rule {
	return rule{
		Row: Row{API: name, Rule: ruleChecked, Why: whyForcePersist},
		install: func(g *guard, in runtime.Initializer) error {
			err := register(in, beforeHook(g, name, then(changing[T], forcePersist(persist))))
			if g.Purchases == nil {
				return err
			}
			return errors.Join(err, registerAfter(in, afterHook[api.ValidatePurchaseResponse, T](name, g.afterPurchase)))
		},
	}
}

func forcePersist[T any](persist func(*T) **wrapperspb.BoolValue) check[T] {
	return content(func(in *T) error {
		*persist(in) = wrapperspb.Bool(true)
		return nil
	})
}

// afterPurchase follows the store's answer about a receipt. If the grant fails,
// a job of the server repeats it, as does the client's next validation.
func (g *guard) afterPurchase(ctx context.Context, caller callback.Caller, out *api.ValidatePurchaseResponse) error {
	return g.Purchases.Validated(ctx, caller.UserID, out)
}

// registerRefunds registers the hooks for the stores' notifications about
// purchases.
func (g *guard) registerRefunds(in runtime.Initializer) error {
	return errors.Join(
		in.RegisterPurchaseNotificationApple(refundHook[runtime.AppleNotificationData](g.Purchases)),
		in.RegisterPurchaseNotificationGoogle(refundHook[runtime.PurchaseV2GoogleResponse](g.Purchases)),
	)
}

// refundHook handles the refunds among a store's notifications. After an error
// Google sends the notification again, Apple does not: a job of the server finds the
// refund.
func refundHook[T any](p Purchases) func(
	context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, runtime.NotificationType, *api.ValidatedPurchase, *T,
) error {
	return func(
		ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule,
		kind runtime.NotificationType, purchase *api.ValidatedPurchase, _ *T,
	) error {
		if kind != runtime.IAPNotificationRefunded {
			return nil
		}
		return runLogged(ctx, logger, "refund", func(ctx context.Context) error { return p.Refunded(ctx, purchase) })
	}
}
