// Package items is what players own and wear: the catalog, what each player has
// unlocked, equipment, the shop, and what every new player starts with.
package items

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// attempts is how often a change that lost a race is tried again before the
// client is asked to. One of all that race wins each round.
const attempts = 10

// Nakama is what the service needs of the server beside the ledger.
type Nakama interface {
	storage.Reader
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	MultiUpdate(
		ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite,
		deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool,
	) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error)
}

// Service is the players' items.
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

// Price is what an item costs.
type Price struct {
	Coins int64 `json:"coins"`
}

// Catalog lists every item, and whether the player owns it.
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

// account reads a player's account.
func (s *Service) account(ctx context.Context, userID string) (*api.Account, error) {
	accounts, err := s.nk.AccountsGetId(ctx, []string{userID}, nil)
	if err != nil {
		return nil, fmt.Errorf("read account: %w", err)
	}
	if len(accounts) == 0 {
		return nil, apierr.NotFound("no such user")
	}
	return accounts[0], nil
}

// wallet is the player's wallet now.
func (s *Service) wallet(ctx context.Context, userID string) (map[string]int64, error) {
	account, err := s.account(ctx, userID)
	if err != nil {
		return nil, err
	}
	wallet := map[string]int64{}
	if err := json.Unmarshal([]byte(account.GetWallet()), &wallet); err != nil {
		return nil, fmt.Errorf("decode wallet: %w", err)
	}
	return wallet, nil
}

// again calls try until it does not lose a race, or too often.
func again[T any](ctx context.Context, try func(context.Context) (T, error)) (T, error) {
	var answer T
	var err error
	for range attempts {
		answer, err = try(ctx)
		if apierr.CodeOf(err) != apierr.CodeAborted {
			break
		}
	}
	return answer, err
}
