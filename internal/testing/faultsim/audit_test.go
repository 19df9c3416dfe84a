package faultsim

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/storage"
)

const system = "00000000-0000-0000-0000-000000000000"

// receipt has the fields that the receipts of all payments have among them.
type receipt struct {
	UserID string `json:"user_id"`
	Coins  int64  `json:"coins"`
	Price  int64  `json:"price"`
	Taken  int64  `json:"taken"`
}

// amount is the number of coins that moved, by the receipt.
func (r receipt) amount(key string) int64 {
	if strings.HasPrefix(key, "refund:") {
		return -r.Taken
	}
	return r.Coins - r.Price
}

// hasNotice reports whether the player of a payment with that receipt is notified.
func hasNotice(key string) bool {
	shop := strings.HasPrefix(key, "purchase:") && strings.Count(key, ":") > 1
	for _, kind := range []string{"reward:", "referral:", "purchase:", "refund:"} {
		if strings.HasPrefix(key, kind) {
			return !shop
		}
	}
	return false
}

// receipts lists the receipts of the server and of the players.
func (w *world) receipts() []*api.StorageObject {
	var all []*api.StorageObject
	for _, owner := range append([]string{system}, w.users()...) {
		for cursor := ""; ; {
			objects, next, err := w.first().StorageList(context.Background(), "", owner, storage.Receipts, 100, cursor)
			w.must(err)
			all = append(all, objects...)
			if cursor = next; cursor == "" {
				break
			}
		}
	}
	return all
}

func (w *world) users() []string {
	users := make([]string, 0, len(w.ids))
	for _, id := range w.ids {
		users = append(users, id)
	}
	return users
}

// audit checks that wallets, ledgers and receipts all say what the rules owe,
// and that there is one notice of each payment that has one.
func (w *world) audit(owed map[string]int64) {
	w.t.Helper()
	received := map[string]int64{}
	rows := map[string]int{}
	for name, user := range w.ids {
		wallet, sum := w.first().Wallet(user)["coins"], int64(0)
		for _, row := range w.first().Ledger(user) {
			sum += row.Changeset["coins"]
			rows[fmt.Sprintf("%s %v", user, row.Metadata["ref"])]++
			if row.Metadata["reason"] == "" || row.Metadata["ref"] == "" {
				w.errorf("a row of %s's ledger does not say why: %v", name, row.Metadata)
			}
		}
		if wallet != sum || wallet != owed[name] {
			w.errorf("%s: wallet %d, ledger %d, owed %d", name, wallet, sum, owed[name])
		}
		received[user] = -wallet
	}
	for _, o := range w.receipts() {
		var r receipt
		w.must(json.Unmarshal([]byte(o.GetValue()), &r))
		if r.UserID == "" {
			r.UserID = o.GetUserId()
		}
		if !slices.Contains(w.users(), r.UserID) {
			continue // a deleted account
		}
		amount := r.amount(o.GetKey())
		received[r.UserID] += amount
		if n := rows[r.UserID+" "+o.GetKey()]; amount != 0 && n != 1 {
			w.errorf("receipt %s has %d rows in the ledger", o.GetKey(), n)
		}
		if hasNotice(o.GetKey()) && (amount != 0 || r.Taken != 0) {
			w.notifiedOnce(r.UserID, o.GetKey())
		}
	}
	for name, user := range w.ids {
		if received[user] != 0 {
			w.errorf("%s: the receipts differ from the wallet by %d", name, received[user])
		}
	}
}

func (w *world) notifiedOnce(user, id string) {
	w.t.Helper()
	times := 0
	for _, n := range w.first().Inbox(user) {
		var content struct {
			ID string `json:"id"`
		}
		w.must(json.Unmarshal([]byte(n.GetContent()), &content))
		if content.ID == id {
			times++
		}
	}
	if times != 1 {
		w.errorf("%s has %d notices of %s, want one", user, times, id)
	}
}
