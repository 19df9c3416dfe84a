package items

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// maxPurchaseKey bounds the key of a purchase in characters.
const maxPurchaseKey = 64

// purchaseKey is the record of a key that a player has bought something with.
// It is created in the purchase's transaction.
type purchaseKey struct {
	Ref
	// Answer is the purchase's answer, kept right after it: the player may spend
	// coins between two calls. It cannot be part of the purchase's transaction: the
	// wallet is known only afterwards, and Nakama gives wallets no version by which
	// one that was read before could be checked.
	Answer *PurchaseResult `json:"answer,omitempty"`
}

// purchaseKeyRef names the record. The key is hashed, since it may have any
// characters, and more bytes than a storage key.
func purchaseKeyRef(userID, key string) storage.Ref {
	sum := sha256.Sum256([]byte(key))
	return storage.Ref{Collection: storage.Receipts, Key: "purchase_key:" + userID + ":" + hex.EncodeToString(sum[:])}
}

// writes is the record's storage write for the purchase's transaction; none
// without a key.
func (p Purchase) writes(userID string) ([]*runtime.StorageWrite, error) {
	if p.Key == "" {
		return nil, nil
	}
	write, err := storage.Write(purchaseKeyRef(userID, p.Key), purchaseKey{Ref: p.Ref}, storage.Absent, storage.ReadNone)
	return []*runtime.StorageWrite{write}, err
}

func (p Purchase) checkKey() error {
	if utf8.RuneCountInString(p.Key) > maxPurchaseKey {
		return apierr.Invalid("key must have 1..%d characters", maxPurchaseKey)
	}
	return nil
}

// firstAnswer returns the answer to the purchase with this key, and whether there
// was one. If no answer is kept yet, it keeps the one that this call has made; nil
// means that another call made it, and what the player has now is kept.
func (s *Service) firstAnswer(ctx context.Context, userID string, p Purchase, made *PurchaseResult) (answer PurchaseResult, found bool, err error) {
	if p.Key == "" {
		return PurchaseResult{}, false, nil
	}
	answer, err = storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (PurchaseResult, error) {
		record, err := storage.Read[purchaseKey](ctx, s.nk, purchaseKeyRef(userID, p.Key))
		if found = err == nil && record.Found(); !found {
			return PurchaseResult{}, err
		}
		if record.Value.Ref != p.Ref {
			return PurchaseResult{}, apierr.Precondition("key: it was used for another purchase")
		}
		if record.Value.Answer != nil {
			return *record.Value.Answer, nil
		}
		if made == nil {
			now, err := s.purchaseResult(ctx, userID, p.Slot)
			if err != nil {
				return PurchaseResult{}, err
			}
			made = &now
		}
		record.Value.Answer = made
		return *made, record.Save(ctx, s.nk, storage.ReadNone)
	})
	return answer, found, err
}

// purchaseResult reads the player's present wallet and unlocks of a slot.
func (s *Service) purchaseResult(ctx context.Context, userID string, slot Slot) (PurchaseResult, error) {
	wallet, err := s.wallet(ctx, userID)
	if err != nil {
		return PurchaseResult{}, err
	}
	records, err := s.unlocks(ctx, userID, slot)
	if err != nil {
		return PurchaseResult{}, err
	}
	return PurchaseResult{Wallet: wallet, Owned: records[slot].owned}, nil
}
