package iap

import (
	"encoding/json"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
)

const whyNotPaid = "cancelled, or not paid yet"

// googleRefuses returns why a purchase on Google Play grants nothing, or "". Nakama
// takes the state of the purchase from the client's receipt, so a client can pass off
// a pending or cancelled one as paid; Google's answer has the true state.
func googleRefuses(p *api.ValidatedPurchase) string {
	if p.GetStore() != api.StoreProvider_GOOGLE_PLAY_STORE {
		return ""
	}
	// Nakama puts the token into the path by which it asks Google: a token with a path
	// of its own could name another purchase, or one purchase in many ways.
	if token := p.GetTransactionId(); strings.ContainsAny(token, `/\`) || strings.Trim(token, ".") == "" {
		return "the purchase token is malformed"
	}
	var answer struct {
		PurchaseState int `json:"purchaseState"` // 0 = paid, 1 = cancelled, 2 = pending
	}
	if json.Unmarshal([]byte(p.GetProviderResponse()), &answer) == nil && answer.PurchaseState != 0 {
		return whyNotPaid
	}
	return ""
}
