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

// unlocks is the record of what a player owns for one slot.
type unlocks struct {
	ref     storage.Ref
	owned   []string
	rest    map[string]json.RawMessage // what else the record says, to be kept
	version string
}

// unlocks reads what the player owns for the slots. A missing record owns
// nothing. A malformed one is an error: to write over it could lose what a
// player has paid for.
func (s *Service) unlocks(ctx context.Context, userID string, slots ...Slot) (map[Slot]*unlocks, error) {
	records := make(map[Slot]*unlocks, len(slots))
	reads := make([]*runtime.StorageRead, 0, len(slots))
	byKey := make(map[string]*unlocks, len(slots))
	for _, slot := range slots {
		ref := storage.Ref{Collection: storage.Unlocks, Key: slot.key(), UserID: userID}
		records[slot] = &unlocks{ref: ref, owned: []string{}, version: storage.Absent}
		byKey[ref.Key] = records[slot]
		reads = append(reads, &runtime.StorageRead{Collection: ref.Collection, Key: ref.Key, UserID: userID})
	}
	objects, err := s.nk.StorageRead(ctx, reads)
	if err != nil {
		return nil, fmt.Errorf("read unlocks: %w", err)
	}
	for _, object := range objects {
		if err := byKey[object.GetKey()].decode(object.GetValue(), object.GetVersion()); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func (u *unlocks) decode(value, version string) error {
	u.version = version
	if err := json.Unmarshal([]byte(value), &u.rest); err != nil {
		return fmt.Errorf("decode unlocks/%s: %w", u.ref.Key, err)
	}
	list, found := u.rest[u.ref.Key]
	if !found {
		return nil
	}
	var owned []string
	if err := json.Unmarshal(list, &owned); err != nil {
		return fmt.Errorf("decode unlocks/%s: %w", u.ref.Key, err)
	}
	u.owned = append(u.owned, owned...)
	return nil
}

// has reports whether the item is owned.
func (u *unlocks) has(item string) bool { return slices.Contains(u.owned, item) }

// found reports whether there is a record.
func (u *unlocks) found() bool { return u.version != storage.Absent }

// write is the storage write that adds the items, on condition that the record
// is still as it was read.
func (u *unlocks) write(items ...string) (*runtime.StorageWrite, error) {
	owned := slices.Clone(u.owned)
	for _, item := range items {
		if !slices.Contains(owned, item) {
			owned = append(owned, item)
		}
	}
	content := make(map[string]any, len(u.rest)+1)
	for key, value := range maps.All(u.rest) {
		content[key] = value
	}
	content[u.ref.Key] = owned
	return storage.Write(u.ref, content, u.version, storage.ReadOwner)
}
