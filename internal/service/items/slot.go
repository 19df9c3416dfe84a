package items

// Slot is a place where a player wears one item.
type Slot string

// The slots of a player.
const (
	Title Slot = "title"
	Hat   Slot = "hat"
	Skin  Slot = "skin"
)

// Slots lists every slot, in the order of the clients.
func Slots() []Slot { return []Slot{Title, Hat, Skin} }

// key is the key of the record of what a player owns for the slot, and the name
// of the list within it.
func (s Slot) key() string { return string(s) + "s" }

// Ref names an item.
type Ref struct {
	Slot Slot   `json:"slot"`
	Item string `json:"item"`
}
