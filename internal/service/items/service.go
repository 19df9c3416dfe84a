package items

import (
	"context"
	"time"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// attempts is how often a change is tried that loses races, before the client is
// asked to try again. Each round of a race has one winner.
const attempts = 10

// Nakama is the part of the server that the service uses beside the ledger, and
// with it: equipment is written in a transaction too.
type Nakama interface {
	ledger.Nakama
	storage.Writer
}

// Service manages the players' items. It keeps nothing in memory.
type Service struct {
	nk      Nakama
	ledger  *ledger.Ledger
	catalog *Catalog
	now     func() time.Time
}

// New makes the service. The ledger must be on the same server as nk.
func New(nk Nakama, ledger *ledger.Ledger, catalog *Catalog, now func() time.Time) *Service {
	return &Service{nk: nk, ledger: ledger, catalog: catalog, now: now}
}

// Listing is an item as a client sees it in the catalog.
type Listing struct {
	Ref
	Name    string `json:"name"`
	Price   Price  `json:"price"`
	Starter bool   `json:"starter"`
	Owned   bool   `json:"owned"`
}

// Price is the price of an item.
type Price struct {
	Coins int64 `json:"coins"`
}

// Catalog lists every item, and whether the player owns it. Any player may call
// it; its errors are internal.
func (s *Service) Catalog(ctx context.Context, userID string) ([]Listing, error) {
	owned, err := s.unlocks(ctx, userID, Slots()...)
	if err != nil {
		return nil, err
	}
	listings := make([]Listing, 0, len(s.catalog.items))
	for _, item := range s.catalog.items {
		listings = append(listings, Listing{
			Ref: item.Ref, Name: item.Name, Price: Price{Coins: item.Price}, Starter: item.Starter,
			Owned: owned[item.Slot].has(item.Item),
		})
	}
	return listings, nil
}
