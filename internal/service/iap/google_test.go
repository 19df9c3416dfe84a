package iap_test

import (
	"testing"

	"github.com/heroiclabs/nakama-common/api"
)

func TestGooglePurchaseThatIsNotPaidGrantsNothing(t *testing.T) {
	w := newWorld(t)
	for _, answer := range []struct {
		response string
		coins    int64
	}{
		{`{"purchaseState":2}`, 0}, // pending
		{`{"purchaseState":1}`, 0}, // cancelled
		{`{"purchaseState":0}`, 500},
		{`{"purchaseState":0}`, 500},
	} {
		p := w.purchase()
		p.ProviderResponse = answer.response
		if err := w.validate(w.ann, p); err != nil {
			t.Fatal(err)
		}
		w.wantCoins(w.ann, answer.coins)
	}
}

func TestGoogleTokenWithAPathGrantsNothing(t *testing.T) {
	w := newWorld(t)
	for _, token := range []string{"../../coins_500/tokens/t", "t/", "./t", `\t`, "..", "."} {
		p := w.purchase()
		p.TransactionId = token
		if err := w.validate(w.ann, p); err != nil {
			t.Fatal(err)
		}
		if w.Wallet(w.ann)["coins"] != 0 {
			t.Fatalf("token %q granted coins", token)
		}
	}
	p := w.purchase()
	p.TransactionId, p.Store = "a/b", api.StoreProvider_FACEBOOK_INSTANT_STORE
	if err := w.validate(w.ann, p); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 500)
}
