package lookup

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
)

// Records are a player's records as they are stored, so that a damaged one shows.
// Those that do not exist are null.
type Records struct {
	Unlocks   map[string]json.RawMessage `json:"unlocks"` // by slot: titles, hats, skins
	Equipment json.RawMessage            `json:"equipment"`
	Lifetime  json.RawMessage            `json:"lifetime"`
	Rating    json.RawMessage            `json:"rating"`
}

// slots are the keys of the unlocks.
func slots() []string { return []string{"titles", "hats", "skins"} }

func (s *Service) records(ctx context.Context, userID string) (Records, error) {
	reads := []*runtime.StorageRead{
		{Collection: storage.Equipment, Key: "current", UserID: userID},
		{Collection: storage.Stats, Key: "lifetime", UserID: userID},
		{Collection: storage.Stats, Key: "rating", UserID: userID},
	}
	for _, slot := range slots() {
		reads = append(reads, &runtime.StorageRead{Collection: storage.Unlocks, Key: slot, UserID: userID})
	}
	objects, err := s.nk.StorageRead(ctx, reads)
	if err != nil {
		return Records{}, fmt.Errorf("read records: %w", err)
	}
	found := make(map[string]json.RawMessage, len(objects))
	for _, object := range objects {
		found[object.GetKey()] = rawJSON(object.GetValue())
	}
	records := Records{
		Unlocks:   make(map[string]json.RawMessage, len(slots())),
		Equipment: found["current"], Lifetime: found["lifetime"], Rating: found["rating"],
	}
	for _, slot := range slots() {
		records.Unlocks[slot] = list(found[slot], slot)
	}
	return records, nil
}

// list is the list of a slot without the object around it.
func list(record json.RawMessage, slot string) json.RawMessage {
	var lists map[string]json.RawMessage
	if json.Unmarshal(record, &lists) == nil && lists[slot] != nil {
		return lists[slot]
	}
	return record
}
