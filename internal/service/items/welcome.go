package items

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// starterReceipt is the content of the receipt of a player's start.
type starterReceipt struct {
	Coins int64 `json:"coins"`
	Items []Ref `json:"items"`
	At    int64 `json:"at"` // unix seconds
}

// Welcome gives a new player the starter items and coins, and sets what the
// account's metadata says of equipment, which clients read unguarded. It does so
// once an account and may be called at each login, where it costs one read.
func (s *Service) Welcome(ctx context.Context, userID string) error {
	receipt := storage.Ref{Collection: storage.Receipts, Key: "starter", UserID: userID}
	welcomed, err := storage.Read[starterReceipt](ctx, s.nk, receipt)
	if err != nil || welcomed.Found() {
		return err
	}
	_, err = again(ctx, func(ctx context.Context) (ledger.Outcome, error) {
		entry, err := s.starter(ctx, userID)
		if err != nil {
			return ledger.Outcome{}, err
		}
		entry.Receipt = receipt
		return s.ledger.Apply(ctx, entry)
	})
	if err != nil {
		return fmt.Errorf("welcome: %w", err)
	}
	return nil
}

// starter is the entry that starts a player. What the player owns or wears
// already stays: a grant may have come first.
func (s *Service) starter(ctx context.Context, userID string) (ledger.Transaction, error) {
	worn, err := storage.Read[Worn](ctx, s.nk, wornRef(userID))
	if err != nil {
		return ledger.Transaction{}, err
	}
	if !worn.Found() {
		worn.Value = s.catalog.outfit()
	}
	metadata, err := s.metadata(ctx, userID)
	if err != nil {
		return ledger.Transaction{}, err
	}
	writes, gifts, err := s.starterUnlocks(ctx, userID)
	if err != nil {
		return ledger.Transaction{}, err
	}
	write, err := storage.Write(worn.Ref, worn.Value, worn.Version, storage.ReadPublic)
	if err != nil {
		return ledger.Transaction{}, err
	}
	return ledger.Transaction{
		Content:  starterReceipt{Coins: s.catalog.starterCoins, Items: gifts, At: s.now().Unix()},
		Coins:    []ledger.Coins{{UserID: userID, Amount: s.catalog.starterCoins}},
		Reason:   "starter",
		Writes:   append(writes, write),
		Accounts: []*runtime.AccountUpdate{{UserID: userID, Metadata: worn.Value.metadata(metadata)}},
	}, nil
}

// starterUnlocks are the writes that add the starter items, and those items. It
// writes an empty list too, so that clients always find all three.
func (s *Service) starterUnlocks(ctx context.Context, userID string) ([]*runtime.StorageWrite, []Ref, error) {
	owned, err := s.unlocks(ctx, userID, Slots()...)
	if err != nil {
		return nil, nil, err
	}
	var writes []*runtime.StorageWrite
	gifts := []Ref{}
	for _, slot := range Slots() {
		ids := s.catalog.starters(slot)
		if len(ids) == 0 && owned[slot].found() {
			continue
		}
		write, err := owned[slot].write(ids...)
		if err != nil {
			return nil, nil, err
		}
		writes = append(writes, write)
		for _, id := range ids {
			gifts = append(gifts, Ref{Slot: slot, Item: id})
		}
	}
	return writes, gifts, nil
}
