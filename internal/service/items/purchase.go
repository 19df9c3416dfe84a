package items

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// maxIDLength bounds what a client may send as the id of an item.
const maxIDLength = 64

// Purchase names the item that a player wants to buy. A key makes the call safe to repeat:
// again with the same key, the first answer comes again.
type Purchase struct {
	Ref
	Key string // of this player; "" = none
}

// PurchaseResult is the answer to a purchase: the wallet after it, and all that the
// player owns for that slot.
type PurchaseResult struct {
	Wallet map[string]int64 `json:"wallet"`
	Owned  []string         `json:"owned"`
}

// purchaseReceipt is the content of a purchase's receipt.
type purchaseReceipt struct {
	UserID string `json:"user_id"`
	Ref
	Price int64 `json:"price"`
	At    int64 `json:"at"` // unix seconds
	// Attempt identifies the call that wrote the receipt.
	Attempt string `json:"attempt"`
}

// Purchase takes the price and adds the item, in one transaction. The receipt is
// named by the player and the item, so no retry and no race charges twice. Any
// player may call it.
//
// Errors: invalid argument for a malformed name or key, not found for an item
// that is not in the catalog, failed precondition for an item that the player
// owns or cannot pay or a key of another purchase, aborted if too many changes
// came at once.
func (s *Service) Purchase(ctx context.Context, userID string, p Purchase) (PurchaseResult, error) {
	if err := errors.Join(p.check(), p.checkKey()); err != nil {
		return PurchaseResult{}, err
	}
	// Before the catalog: the item may have left it since the first answer.
	if answer, found, err := s.firstAnswer(ctx, userID, p, nil); found || err != nil {
		return answer, err
	}
	item, found := s.catalog.Find(p.Ref)
	if !found {
		return PurchaseResult{}, apierr.NotFound("item: there is no such %s", p.Slot)
	}
	attempt := rand.Text()
	result, err := storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (PurchaseResult, error) {
		return s.tryPurchase(ctx, userID, item, p, attempt)
	})
	if err != nil && apierr.CodeOf(err) != apierr.CodeFailedPrecondition {
		return PurchaseResult{}, err
	}
	made := &result
	if err != nil {
		made = nil // the item may be owned because another call with this key was faster
	}
	if answer, found, keyErr := s.firstAnswer(ctx, userID, p, made); found || keyErr != nil {
		return answer, keyErr
	}
	return result, err
}

func (s *Service) tryPurchase(ctx context.Context, userID string, item Item, p Purchase, attempt string) (PurchaseResult, error) {
	records, err := s.unlocks(ctx, userID, item.Slot)
	if err != nil {
		return PurchaseResult{}, err
	}
	owned := records[item.Slot]
	if owned.has(item.Item) {
		return PurchaseResult{}, errOwned(item)
	}
	write, err := owned.add(item.Item)
	if err != nil {
		return PurchaseResult{}, err
	}
	keyWrites, err := p.writes(userID)
	if err != nil {
		return PurchaseResult{}, err
	}
	outcome, err := s.ledger.Apply(ctx, ledger.Transaction{
		Receipt: storage.Ref{Collection: storage.Receipts, Key: fmt.Sprintf("purchase:%s:%s:%s", userID, item.Slot, item.Item)},
		Content: purchaseReceipt{UserID: userID, Ref: item.Ref, Price: item.Price, At: s.now().Unix(), Attempt: attempt},
		Coins:   []ledger.Coins{{UserID: userID, Amount: -item.Price}},
		Reason:  "purchase",
		Writes:  append(keyWrites, write),
	})
	if err != nil {
		return PurchaseResult{}, err
	}
	// The existing receipt may be from this call, if the database committed it
	// and its answer was lost.
	if !outcome.Applied && !writtenBy(outcome.Existing, attempt) {
		return PurchaseResult{}, errOwned(item)
	}
	purchased := PurchaseResult{Wallet: outcome.Wallets[userID], Owned: append(owned.owned, item.Item)}
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

// check refuses a malformed name of an item. It does not check whether the item
// exists.
func (r Ref) check() error {
	if !slices.Contains(Slots(), r.Slot) {
		return apierr.Invalid("slot must be one of %v", Slots())
	}
	if n := len(r.Item); n < 1 || n > maxIDLength {
		return apierr.Invalid("item must have 1..%d characters", maxIDLength)
	}
	return nil
}
