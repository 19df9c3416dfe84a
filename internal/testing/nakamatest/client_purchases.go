package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// refusePurchase runs the hooks of a validation, which always fails: no store is
// configured.
func refusePurchase[In, Out any](name, store string) func(*Session, *In) (*Out, error) {
	return func(s *Session, in *In) (*Out, error) {
		return clientRequest(s, name, in, func(*database, *In) (*Out, error) {
			return nil, runtime.NewError(store+" IAP is not configured.", codePrecondition)
		})
	}
}

func purchaseAPIs() map[string]apiCall {
	return map[string]apiCall{
		"ValidatePurchaseApple":           answered(refusePurchase[api.ValidatePurchaseAppleRequest, api.ValidatePurchaseResponse]("ValidatePurchaseApple", "Apple")),
		"ValidatePurchaseGoogle":          answered(refusePurchase[api.ValidatePurchaseGoogleRequest, api.ValidatePurchaseResponse]("ValidatePurchaseGoogle", "Google")),
		"ValidatePurchaseHuawei":          answered(refusePurchase[api.ValidatePurchaseHuaweiRequest, api.ValidatePurchaseResponse]("ValidatePurchaseHuawei", "Huawei")),
		"ValidatePurchaseSamsung":         answered(refusePurchase[api.ValidatePurchaseSamsungRequest, api.ValidatePurchaseResponse]("ValidatePurchaseSamsung", "Samsung")),
		"ValidatePurchaseFacebookInstant": answered(refusePurchase[api.ValidatePurchaseFacebookInstantRequest, api.ValidatePurchaseResponse]("ValidatePurchaseFacebookInstant", "Facebook Instant")),
		"ValidateSubscriptionApple":       answered(refusePurchase[api.ValidateSubscriptionAppleRequest, api.ValidateSubscriptionResponse]("ValidateSubscriptionApple", "Apple")),
		"ValidateSubscriptionGoogle":      answered(refusePurchase[api.ValidateSubscriptionGoogleRequest, api.ValidateSubscriptionResponse]("ValidateSubscriptionGoogle", "Google")),
		"GetSubscription":                 answered(getSubscription),
		"ListSubscriptions":               answered(listSubscriptions),
	}
}

// getSubscription finds nothing: without a store there is no subscription.
func getSubscription(s *Session, in *api.GetSubscriptionRequest) (*api.ValidatedSubscription, error) {
	return clientRequest(s, "GetSubscription", in, func(*database, *api.GetSubscriptionRequest) (*api.ValidatedSubscription, error) {
		return nil, runtime.NewError("Subscription not found.", codeNotFound)
	})
}

func listSubscriptions(s *Session, in *api.ListSubscriptionsRequest) (*api.SubscriptionList, error) {
	return clientRequest(s, "ListSubscriptions", in, func(*database, *api.ListSubscriptionsRequest) (*api.SubscriptionList, error) {
		return &api.SubscriptionList{}, nil
	})
}
