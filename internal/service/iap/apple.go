package iap

import (
	"encoding/json"

	"github.com/heroiclabs/nakama-common/api"
)

// isOfAnotherApp reports whether a purchase was made in another app. Apple confirms
// the receipts of all apps, Nakama does not compare them, and anyone may sell a
// product of the same id, for less.
func (s *Service) isOfAnotherApp(p *api.ValidatedPurchase) bool {
	if s.options.AppleBundle == "" || p.GetStore() != api.StoreProvider_APPLE_APP_STORE {
		return false
	}
	var response struct {
		Receipt struct {
			BundleID string `json:"bundle_id"`
		} `json:"receipt"`
	}
	err := json.Unmarshal([]byte(p.GetProviderResponse()), &response)
	return err != nil || response.Receipt.BundleID != s.options.AppleBundle
}
