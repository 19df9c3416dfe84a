package items

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// starterReceipt is the content of the receipt for the starter items.
type starterReceipt struct {
	Coins int64 `json:"coins"`
	Items []Ref `json:"items"`
	At    int64 `json:"at"` // unix seconds
}

// GrantStarter gives a new player the starter items and coins, once an account,
// and puts the equipment into the account's metadata, where clients expect it. It
// may be called at each login, where it costs one read. Its errors are internal,
// or aborted if too many changes came at once.
func (s *Service) GrantStarter(ctx context.Context, userID string) error {
	receipt := storage.Ref{Collection: storage.Receipts, Key: "starter", UserID: userID}
	granted, err := storage.Read[starterReceipt](ctx, s.nk, receipt)
	if err != nil || granted.Found() {
		return err
	}
	_, err = storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (ledger.Outcome, error) {
		transaction, err := s.starter(ctx, userID)
		if err != nil {
			return ledger.Outcome{}, err
		}
		transaction.Receipt = receipt
		return s.ledger.Apply(ctx, transaction)
	})
	if err != nil {
		return fmt.Errorf("grant starter items: %w", err)
	}
	return nil
}

// starter is the transaction that starts a player. What the player owns or wears
// already stays: a grant may have come first.
func (s *Service) starter(ctx context.Context, userID string) (ledger.Transaction, error) {
	equipment, err := storage.Read[Equipment](ctx, s.nk, equipmentRef(userID))
	if err != nil {
		return ledger.Transaction{}, err
	}
	if !equipment.Found() {
		equipment.Value = s.catalog.starterEquipment()
	}
	metadata, err := s.metadata(ctx, userID)
	if err != nil {
		return ledger.Transaction{}, err
	}
	writes, gifts, err := s.starterUnlocks(ctx, userID)
	if err != nil {
		return ledger.Transaction{}, err
	}
	write, err := equipment.Write(storage.ReadPublic)
	if err != nil {
		return ledger.Transaction{}, err
	}
	return ledger.Transaction{
		Content:  starterReceipt{Coins: s.catalog.starterCoins, Items: gifts, At: s.now().Unix()},
		Coins:    []ledger.Coins{{UserID: userID, Amount: s.catalog.starterCoins}},
		Reason:   "starter",
		Writes:   append(writes, write),
		Accounts: []*runtime.AccountUpdate{{UserID: userID, Metadata: equipment.Value.metadata(metadata)}},
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
		if len(ids) == 0 && owned[slot].Found() {
			continue
		}
		write, err := owned[slot].add(ids...)
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
