package items

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
)

// unlocks is the record of what a player owns for one slot. Entries of the
// record other than the list are kept.
type unlocks struct {
	storage.Record[map[string]json.RawMessage]

	owned []string
}

// unlocks reads what the player owns for the slots. A player without a record
// owns nothing. A malformed one is an error: to write over it could lose what a
// player has paid for.
func (s *Service) unlocks(ctx context.Context, userID string, slots ...Slot) (map[Slot]*unlocks, error) {
	records := make(map[Slot]*unlocks, len(slots))
	targets := make([]storage.Target, len(slots))
	for i, slot := range slots {
		ref := storage.Ref{Collection: storage.Unlocks, Key: slot.key(), UserID: userID}
		records[slot] = &unlocks{Record: storage.New[map[string]json.RawMessage](ref), owned: []string{}}
		targets[i] = records[slot]
	}
	if err := storage.ReadAll(ctx, s.nk, targets...); err != nil {
		return nil, err
	}
	for _, record := range records {
		if err := record.decodeList(); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func (u *unlocks) decodeList() error {
	list, found := u.Value[u.Key]
	if !found {
		return nil
	}
	var owned []string
	if err := json.Unmarshal(list, &owned); err != nil {
		return fmt.Errorf("decode unlocks/%s: %w", u.Key, err)
	}
	u.owned = append(u.owned, owned...)
	return nil
}

// has reports whether the item is owned.
func (u *unlocks) has(item string) bool { return slices.Contains(u.owned, item) }

// add is the storage write that adds the items, on condition that the record is
// still as it was read.
func (u *unlocks) add(items ...string) (*runtime.StorageWrite, error) {
	owned := slices.Clone(u.owned)
	for _, item := range items {
		if !slices.Contains(owned, item) {
			owned = append(owned, item)
		}
	}
	content := make(map[string]any, len(u.Value)+1)
	for key, value := range maps.All(u.Value) {
		content[key] = value
	}
	content[u.Key] = owned
	return storage.Write(u.Ref, content, u.Version, storage.ReadOwner)
}
