package items

import (
	"maps"

	"sagishi/internal/platform/storage"
)

// Equipment has the ids of the items that a player wears. An empty string is an empty slot.
type Equipment struct {
	Title string `json:"title"`
	Hat   string `json:"hat"`
	Skin  string `json:"skin"`
}

func equipmentRef(userID string) storage.Ref {
	return storage.Ref{Collection: storage.Equipment, Key: "current", UserID: userID}
}

// with is e with the item in the slot.
func (e Equipment) with(slot Slot, item string) Equipment {
	switch slot {
	case Title:
		e.Title = item
	case Hat:
		e.Hat = item
	case Skin:
		e.Skin = item
	}
	return e
}

// metadata is the account's metadata with the equipment; everything else is
// kept.
func (e Equipment) metadata(before map[string]any) map[string]any {
	after := make(map[string]any, len(before)+len(Slots()))
	maps.Copy(after, before)
	after[string(Title)] = e.Title
	after[string(Hat)] = e.Hat
	after[string(Skin)] = e.Skin
	return after
}
