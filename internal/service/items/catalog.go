package items

import (
	"bytes"
	_ "embed" // the catalog is part of the plugin
	"errors"
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"

	"sagishi/internal/platform/datafile"
)

//go:embed catalog.json
var embeddedCatalog []byte

var itemID = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// The bounds of a catalog. No price or gift comes near what a wallet holds.
const (
	maxItems        = 1000
	maxNameLength   = 64
	maxPrice        = 1_000_000_000
	maxStarterCoins = 1_000_000
)

// EmbeddedCatalog is the catalog that the plugin comes with.
func EmbeddedCatalog() []byte { return bytes.Clone(embeddedCatalog) }

// Item is one thing to own and wear.
type Item struct {
	Ref
	Name    string
	Price   int64 // in coins; 0 is free
	Starter bool  // every new player owns it
}

// Catalog is everything there is to own, in the order of its file.
type Catalog struct {
	items        []Item
	index        map[Ref]Item
	starterCoins int64
}

// Find returns the item, if there is one.
func (c *Catalog) Find(ref Ref) (Item, bool) {
	item, found := c.index[ref]
	return item, found
}

// starters are the ids of the slot's items that every new player owns.
func (c *Catalog) starters(slot Slot) []string {
	var ids []string
	for _, item := range c.items {
		if item.Slot == slot && item.Starter {
			ids = append(ids, item.Item)
		}
	}
	return ids
}

// starterEquipment returns the equipment of a new player: the first starter item of each slot.
func (c *Catalog) starterEquipment() Equipment {
	var equipment Equipment
	for _, slot := range Slots() {
		if ids := c.starters(slot); len(ids) > 0 {
			equipment = equipment.with(slot, ids[0])
		}
	}
	return equipment
}

type catalogFile struct {
	Items        []fileItem `json:"items"`
	StarterCoins *int64     `json:"starter_coins"`
}

type fileItem struct {
	Ref
	Name    string     `json:"name"`
	Price   *filePrice `json:"price"`
	Starter bool       `json:"starter"`
}

type filePrice struct {
	Coins *int64 `json:"coins"`
}

// LoadCatalog reads a catalog. Its error lists every problem with its item
// and the field.
func LoadCatalog(data []byte) (*Catalog, error) {
	file, err := datafile.Decode[catalogFile]("catalog", data)
	if err != nil {
		return nil, err
	}
	catalog := &Catalog{index: make(map[Ref]Item, len(file.Items))}
	problems := []error{catalog.setStarterCoins(file.StarterCoins)}
	if n := len(file.Items); n == 0 || n > maxItems {
		problems = append(problems, fmt.Errorf("items must be a list of 1..%d", maxItems))
	}
	for i, item := range file.Items {
		if err := catalog.add(item); err != nil {
			problems = append(problems, fmt.Errorf("items[%d] (%s %q): %w", i, item.Slot, item.Item, err))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("catalog: %w", err)
	}
	return catalog, nil
}

func (c *Catalog) setStarterCoins(coins *int64) error {
	if coins == nil || *coins < 0 || *coins > maxStarterCoins {
		return fmt.Errorf("starter_coins must be 0..%d", maxStarterCoins)
	}
	c.starterCoins = *coins
	return nil
}

func (c *Catalog) add(item fileItem) error {
	if err := item.check(); err != nil {
		return err
	}
	if _, twice := c.index[item.Ref]; twice {
		return errors.New("item is listed twice")
	}
	added := Item{Ref: item.Ref, Name: item.Name, Price: *item.Price.Coins, Starter: item.Starter}
	c.items = append(c.items, added)
	c.index[added.Ref] = added
	return nil
}

func (f fileItem) check() error {
	if !slices.Contains(Slots(), f.Slot) {
		return fmt.Errorf("slot must be one of %v", Slots())
	}
	if !itemID.MatchString(f.Item) {
		return errors.New("item must be 1..32 of a-z, 0-9 and _")
	}
	if n := utf8.RuneCountInString(f.Name); n < 1 || n > maxNameLength {
		return fmt.Errorf("name must have 1..%d characters", maxNameLength)
	}
	// A price left out would be a gift by mistake.
	if f.Price == nil || f.Price.Coins == nil || *f.Price.Coins < 0 || *f.Price.Coins > maxPrice {
		return fmt.Errorf("price.coins must be 0..%d", maxPrice)
	}
	return nil
}
