package iap_test

import (
	"testing"

	"github.com/heroiclabs/nakama-common/api"
)

// Apple confirms the receipts of all apps, and product ids are each app's own.
func TestReceiptOfAnotherAppGrantsNothing(t *testing.T) {
	for _, tc := range []struct {
		name, response string
		store          api.StoreProvider
		coins          int64
	}{
		{"this app", `{"status":0,"receipt":{"bundle_id":"com.example.sagishi"}}`, api.StoreProvider_APPLE_APP_STORE, 500},
		{"another app", `{"status":0,"receipt":{"bundle_id":"com.example.other"}}`, api.StoreProvider_APPLE_APP_STORE, 0},
		{"no bundle", `{"status":0}`, api.StoreProvider_APPLE_APP_STORE, 0},
		{"malformed", `{`, api.StoreProvider_APPLE_APP_STORE, 0},
		{"another store", `{}`, api.StoreProvider_GOOGLE_PLAY_STORE, 500},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.appleBundle = "com.example.sagishi"
			p := w.purchase()
			p.Store, p.ProviderResponse = tc.store, tc.response
			if err := w.validate(w.ann, p); err != nil {
				t.Fatal(err)
			}
			w.wantCoins(w.ann, tc.coins)
		})
	}
}
