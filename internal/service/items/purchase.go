package items

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// maxIDLength bounds what a client may send as the id of an item.
const maxIDLength = 64

// Purchased is the answer to a purchase: the wallet after it, and all that the
// player owns for that slot.
type Purchased struct {
	Wallet map[string]int64 `json:"wallet"`
	Owned  []string         `json:"owned"`
}

// purchaseReceipt is the content of a purchase's receipt.
type purchaseReceipt struct {
	UserID string `json:"user_id"`
	Ref
	Price int64 `json:"price"`
	At    int64 `json:"at"` // unix seconds
	// Attempt tells the call that wrote the receipt from all others.
	Attempt string `json:"attempt"`
}

// Purchase takes the price and adds the item, in one transaction. The receipt is
// named by the player and the item, so no retry and no race charges twice.
func (s *Service) Purchase(ctx context.Context, userID string, ref Ref) (Purchased, error) {
	if err := ref.check(); err != nil {
		return Purchased{}, err
	}
	item, found := s.catalog.Find(ref)
	if !found {
		return Purchased{}, apierr.NotFound("item: there is no such %s", ref.Slot)
	}
	attempt := rand.Text()
	return again(ctx, func(ctx context.Context) (Purchased, error) {
		return s.tryPurchase(ctx, userID, item, attempt)
	})
}

func (s *Service) tryPurchase(ctx context.Context, userID string, item Item, attempt string) (Purchased, error) {
	records, err := s.unlocks(ctx, userID, item.Slot)
	if err != nil {
		return Purchased{}, err
	}
	owned := records[item.Slot]
	if owned.has(item.Item) {
		return Purchased{}, errOwned(item)
	}
	write, err := owned.write(item.Item)
	if err != nil {
		return Purchased{}, err
	}
	outcome, err := s.ledger.Apply(ctx, ledger.Transaction{
		Receipt: storage.Ref{Collection: storage.Receipts, Key: fmt.Sprintf("purchase:%s:%s:%s", userID, item.Slot, item.Item)},
		Content: purchaseReceipt{UserID: userID, Ref: item.Ref, Price: item.Price, At: s.now().Unix(), Attempt: attempt},
		Coins:   []ledger.Coins{{UserID: userID, Amount: -item.Price}},
		Reason:  "purchase",
		Writes:  []*runtime.StorageWrite{write},
	})
	if err != nil {
		return Purchased{}, err
	}
	// The receipt may be ours all the same, if the database committed it and its
	// answer was lost.
	if !outcome.Applied && !writtenBy(outcome.Existing, attempt) {
		return Purchased{}, errOwned(item)
	}
	purchased := Purchased{Wallet: outcome.Wallets[userID], Owned: append(owned.owned, item.Item)}
	if purchased.Wallet == nil {
		purchased.Wallet, err = s.wallet(ctx, userID)
	}
	return purchased, err
}

func writtenBy(receipt json.RawMessage, attempt string) bool {
	var content purchaseReceipt
	return json.Unmarshal(receipt, &content) == nil && content.Attempt == attempt
}

func errOwned(item Item) error {
	return apierr.Precondition("item: you own the %s %q already", item.Slot, item.Item)
}

// check says what is wrong with a client's name of an item. Whether the item
// exists is another question.
func (r Ref) check() error {
	if !slices.Contains(Slots(), r.Slot) {
		return apierr.Invalid("slot must be one of %v", Slots())
	}
	if n := len(r.Item); n < 1 || n > maxIDLength {
		return apierr.Invalid("item must have 1..%d characters", maxIDLength)
	}
	return nil
}
