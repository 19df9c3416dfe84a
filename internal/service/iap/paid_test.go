package iap_test

import (
	"fmt"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
)

func TestPurchaseThatTheStoreDoesNotCallPaidGrantsNothing(t *testing.T) {
	for _, answers := range []struct {
		store  api.StoreProvider
		format string
	}{
		{api.StoreProvider_GOOGLE_PLAY_STORE, `{"purchaseState":%d}`},
		{api.StoreProvider_HUAWEI_APP_GALLERY, `{"responseCode":"0","purchaseTokenData":{"purchaseState":%d}}`},
	} {
		w := newWorld(t)
		for _, answer := range []struct {
			state int
			coins int64
		}{{2, 0}, {1, 0}, {0, 500}, {0, 500}} {
			p := w.purchase()
			p.Store, p.ProviderResponse = answers.store, fmt.Sprintf(answers.format, answer.state)
			if err := w.validate(w.ann, p); err != nil {
				t.Fatal(err)
			}
			w.wantCoins(w.ann, answer.coins)
		}
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
