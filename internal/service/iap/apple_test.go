package iap_test

import (
	"encoding/base64"
	"encoding/json"
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

// signed is what Nakama stores of a transaction that Apple signed.
func signed(transaction string) string {
	encoded := base64.RawURLEncoding.EncodeToString([]byte(transaction))
	stored, _ := json.Marshal(map[string]string{"jws": "header." + encoded + ".signature"})
	return string(stored)
}

// Nakama answers a validation without the transaction that Apple signed.
func TestSignedTransactionOfAnotherAppGrantsNothing(t *testing.T) {
	for _, tc := range []struct {
		name, stored string
		coins        int64
	}{
		{"this app", signed(`{"bundleId":"com.example.sagishi","transactionReason":"?>~"}`), 500},
		{"another app", signed(`{"bundleId":"com.example.other"}`), 0},
		{"no bundle", signed(`{}`), 0},
		{"not JSON", signed(`{`), 0},
		{"not signed", `{"jws":"com.example.sagishi"}`, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.appleBundle = "com.example.sagishi"
			stored := w.purchase()
			stored.Store, stored.ProviderResponse = api.StoreProvider_APPLE_APP_STORE, tc.stored
			w.AddPurchase(stored)
			answer := w.purchase()
			answer.Store = api.StoreProvider_APPLE_APP_STORE
			if err := w.validate(w.ann, answer); err != nil {
				t.Fatal(err)
			}
			w.wantCoins(w.ann, tc.coins)
			w.reconcile()
			w.wantCoins(w.ann, tc.coins)
		})
	}
}
