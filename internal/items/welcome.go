package items

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/once"
	"sagishi/internal/store"
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
	receipt := store.Ref{Collection: store.Receipts, Key: "starter", UserID: userID}
	welcomed, err := store.Read[starterReceipt](ctx, s.nk, receipt)
	if err != nil || welcomed.Found() {
		return err
	}
	_, err = again(ctx, func(ctx context.Context) (once.Outcome, error) {
		entry, err := s.starter(ctx, userID)
		if err != nil {
			return once.Outcome{}, err
		}
		entry.Receipt = receipt
		return s.ledger.Do(ctx, entry)
	})
	if err != nil {
		return fmt.Errorf("welcome: %w", err)
	}
	return nil
}

// starter is the entry that starts a player. What the player owns or wears
// already stays: a grant may have come first.
func (s *Service) starter(ctx context.Context, userID string) (once.Entry, error) {
	worn, err := store.Read[Worn](ctx, s.nk, wornRef(userID))
	if err != nil {
		return once.Entry{}, err
	}
	if !worn.Found() {
		worn.Value = s.catalog.outfit()
	}
	metadata, err := s.metadata(ctx, userID)
	if err != nil {
		return once.Entry{}, err
	}
	writes, gifts, err := s.starterUnlocks(ctx, userID)
	if err != nil {
		return once.Entry{}, err
	}
	write, err := store.Write(worn.Ref, worn.Value, worn.Version, store.ReadPublic)
	if err != nil {
		return once.Entry{}, err
	}
	return once.Entry{
		Content:  starterReceipt{Coins: s.catalog.starterCoins, Items: gifts, At: s.now().Unix()},
		Coins:    []once.Coins{{UserID: userID, Amount: s.catalog.starterCoins}},
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
