package iap

import (
	"encoding/json"

	"github.com/heroiclabs/nakama-common/api"
)

// huaweiRefuses returns why a purchase in Huawei's store grants nothing, or "". Huawei
// confirms the token of a purchase in any state, and Nakama does not look at the state.
func huaweiRefuses(p *api.ValidatedPurchase) string {
	if p.GetStore() != api.StoreProvider_HUAWEI_APP_GALLERY {
		return ""
	}
	var answer struct {
		Purchase struct {
			State int `json:"purchaseState"` // 0 = paid
		} `json:"purchaseTokenData"`
	}
	if json.Unmarshal([]byte(p.GetProviderResponse()), &answer) == nil && answer.Purchase.State != 0 {
		return whyNotPaid
	}
	return ""
}
