package iap

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/proto"
)

// isOfAnotherApp reports whether a purchase was made in another app. Apple confirms
// the receipts of all apps, Nakama does not compare them, and anyone may sell a
// product of the same id, for less.
func (s *Service) isOfAnotherApp(p *api.ValidatedPurchase) bool {
	return s.comparesBundle(p) && appleBundle(p.GetProviderResponse()) != s.options.AppleBundle
}

func (s *Service) comparesBundle(p *api.ValidatedPurchase) bool {
	return s.options.AppleBundle != "" && p.GetStore() == api.StoreProvider_APPLE_APP_STORE
}

// withBundle returns a purchase with what Nakama has stored of it, if the bundle id is
// needed and missing: Nakama answers without the transaction that Apple signed.
func (s *Service) withBundle(ctx context.Context, p *api.ValidatedPurchase) (*api.ValidatedPurchase, error) {
	if !s.comparesBundle(p) || p.GetProviderResponse() != "" {
		return p, nil
	}
	stored, err := s.nk.PurchaseGetByTransactionId(ctx, p.GetTransactionId())
	if err != nil {
		return nil, fmt.Errorf("look up the signed transaction: %w", err)
	}
	whole, _ := proto.Clone(p).(*api.ValidatedPurchase)
	whole.ProviderResponse = stored.GetProviderResponse()
	return whole, nil
}

// appleBundle returns the bundle id in what Nakama stores of a purchase in the App
// Store: Apple's answer about a receipt, or the transaction that Apple signed, as StoreKit
// 2 has it, of which Nakama has checked the signature. It returns "" if there is none.
func appleBundle(response string) string {
	var stored struct {
		Receipt struct {
			BundleID string `json:"bundle_id"`
		} `json:"receipt"`
		JWS string `json:"jws"`
	}
	if json.Unmarshal([]byte(response), &stored) != nil {
		return ""
	}
	if stored.JWS == "" {
		return stored.Receipt.BundleID
	}
	parts := strings.Split(stored.JWS, ".")
	if len(parts) != 3 {
		return ""
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return ""
	}
	var transaction struct {
		BundleID string `json:"bundleId"`
	}
	if json.Unmarshal(payload, &transaction) != nil {
		return ""
	}
	return transaction.BundleID
}
