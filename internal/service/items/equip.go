package items

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// Equip puts the item on, or takes off what is in the slot if the item is empty.
// The player must own it. It answers with all that the player wears then.
func (s *Service) Equip(ctx context.Context, userID string, slot Slot, item string) (Worn, error) {
	if len(item) > maxIDLength {
		return Worn{}, apierr.Invalid("%s must have at most %d characters", slot, maxIDLength)
	}
	if item != "" {
		owned, err := s.unlocks(ctx, userID, slot)
		if err != nil {
			return Worn{}, err
		}
		if !owned[slot].has(item) {
			return Worn{}, apierr.Precondition("%s: you do not own it", slot)
		}
	}
	return again(ctx, func(ctx context.Context) (Worn, error) { return s.tryEquip(ctx, userID, slot, item) })
}

// tryEquip writes what is worn and the copy of it in the account's metadata in
// one transaction. Metadata has no version, so the version of the record guards
// both. That holds because the record is read first: metadata read after it is
// at least as new, and a change in between changes the record too.
func (s *Service) tryEquip(ctx context.Context, userID string, slot Slot, item string) (Worn, error) {
	current, err := storage.Read[Worn](ctx, s.nk, wornRef(userID))
	if err != nil {
		return Worn{}, err
	}
	before, err := s.metadata(ctx, userID)
	if err != nil {
		return Worn{}, err
	}
	worn := current.Value.with(slot, item)
	after := worn.metadata(before)
	if current.Found() && current.Value == worn && reflect.DeepEqual(before, after) {
		return worn, nil
	}
	write, err := storage.Write(current.Ref, worn, current.Version, storage.ReadPublic)
	if err != nil {
		return Worn{}, err
	}
	accounts := []*runtime.AccountUpdate{{UserID: userID, Metadata: after}}
	_, _, err = s.nk.MultiUpdate(ctx, accounts, []*runtime.StorageWrite{write}, nil, nil, false)
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return Worn{}, apierr.Aborted("your equipment changed at the same time, try again")
	}
	if err != nil {
		return Worn{}, fmt.Errorf("write equipment: %w", err)
	}
	return worn, nil
}

func wornRef(userID string) storage.Ref {
	return storage.Ref{Collection: storage.Equipment, Key: "current", UserID: userID}
}

// metadata reads the account's metadata. Numbers stay as they were written.
func (s *Service) metadata(ctx context.Context, userID string) (map[string]any, error) {
	account, err := s.account(ctx, userID)
	if err != nil {
		return nil, err
	}
	metadata := map[string]any{}
	text := account.GetUser().GetMetadata()
	if text == "" {
		return metadata, nil
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&metadata); err != nil {
		return nil, fmt.Errorf("decode account metadata: %w", err)
	}
	return metadata, nil
}

// metadata is the account's metadata with what is worn, all else kept.
func (w Worn) metadata(before map[string]any) map[string]any {
	after := make(map[string]any, len(before)+len(Slots()))
	maps.Copy(after, before)
	after[string(Title)] = w.Title
	after[string(Hat)] = w.Hat
	after[string(Skin)] = w.Skin
	return after
}
