package items

import (
	"context"
	"fmt"
	"reflect"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// Equip puts the item into the slot, or empties the slot if the item is "". It
// returns all that the player wears then. Any player may call it for themselves.
//
// Errors: invalid argument for an id that is too long, failed precondition for
// an item that the player does not own, not found for a user without an account,
// aborted if too many changes came at once.
func (s *Service) Equip(ctx context.Context, userID string, slot Slot, item string) (Equipment, error) {
	if len(item) > maxIDLength {
		return Equipment{}, apierr.Invalid("%s must have at most %d characters", slot, maxIDLength)
	}
	if item != "" {
		owned, err := s.unlocks(ctx, userID, slot)
		if err != nil {
			return Equipment{}, err
		}
		if !owned[slot].has(item) {
			return Equipment{}, apierr.Precondition("%s: you do not own it", slot)
		}
	}
	return storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (Equipment, error) {
		return s.tryEquip(ctx, userID, slot, item)
	})
}

// tryEquip writes the equipment and its copy in the account's metadata in one
// transaction. Metadata has no version, so the version of the record guards
// both. That holds because the record is read first: metadata read after it is
// at least as new, and a change in between changes the record too.
func (s *Service) tryEquip(ctx context.Context, userID string, slot Slot, item string) (Equipment, error) {
	record, err := storage.Read[Equipment](ctx, s.nk, equipmentRef(userID))
	if err != nil {
		return Equipment{}, err
	}
	before, err := s.metadata(ctx, userID)
	if err != nil {
		return Equipment{}, err
	}
	equipment := record.Value.with(slot, item)
	after := equipment.metadata(before)
	if record.Found() && record.Value == equipment && reflect.DeepEqual(before, after) {
		return equipment, nil
	}
	record.Value = equipment
	write, err := record.Write(storage.ReadPublic)
	if err != nil {
		return Equipment{}, err
	}
	accounts := []*runtime.AccountUpdate{{UserID: userID, Metadata: after}}
	if _, _, err = s.nk.MultiUpdate(ctx, accounts, []*runtime.StorageWrite{write}, nil, nil, false); err != nil {
		return Equipment{}, fmt.Errorf("write equipment: %w", err)
	}
	return equipment, nil
}
