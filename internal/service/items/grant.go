package items

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// The bounds of a grant.
const (
	maxGrantCoins   = 1_000_000_000
	maxGrantItems   = 100
	maxGrantKey     = 100
	maxReasonLength = 128
)

// Grant is coins and items that an operator gives a player.
type Grant struct {
	UserID string `json:"user_id"`
	Coins  int64  `json:"coins"`
	Items  []Ref  `json:"items"`
	Reason string `json:"reason"`
	Key    string `json:"key"` // global: a key is used once, for any player
}

// GrantResult has a player's wallet and unlocks after a grant.
type GrantResult struct {
	Wallet  map[string]int64    `json:"wallet"`
	Unlocks map[string][]string `json:"unlocks"` // hats, titles, skins
}

// grantReceipt is the content of a grant's receipt.
type grantReceipt struct {
	Grant
	Answer *GrantResult `json:"answer,omitempty"`
}

// receipt names the receipt. The server owns it, so that the key stays used when
// the player's account is deleted.
func (g Grant) receipt() storage.Ref {
	return storage.Ref{Collection: storage.Receipts, Key: "grant:" + g.Key}
}

// Grant gives the coins and items once. The same grant again gives nothing and
// returns the same result. Only servers may call it: the caller must check that.
//
// Errors: invalid argument for a malformed grant, not found for an unknown user
// or item, failed precondition for a key that another grant has used or coins
// that the wallet cannot hold, aborted if too many changes came at once.
func (s *Service) Grant(ctx context.Context, grant Grant) (GrantResult, error) {
	if err := checkGrant(grant); err != nil {
		return GrantResult{}, err
	}
	unknown := s.checkInCatalog(grant.Items)
	grant = grant.normalized()
	outcome, err := storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (ledger.Outcome, error) {
		return s.tryGrant(ctx, grant, unknown)
	})
	if errors.Is(err, ledger.ErrNoAccount) {
		return GrantResult{}, errNoUser()
	}
	if err != nil {
		return GrantResult{}, err
	}
	if !outcome.Applied {
		if err := grant.sameAs(outcome.Existing); err != nil {
			return GrantResult{}, err
		}
	}
	return storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (GrantResult, error) {
		return s.answer(ctx, grant)
	})
}

// tryGrant makes a grant unless it has been made. Unknown is the error of an item that
// is not in the catalog: it may have left it since the grant was made.
func (s *Service) tryGrant(ctx context.Context, grant Grant, unknown error) (ledger.Outcome, error) {
	// The transaction would find the receipt too, but Nakama logs that as an error.
	receipt, err := storage.Read[json.RawMessage](ctx, s.nk, grant.receipt())
	if err != nil || receipt.Found() {
		return ledger.Outcome{Existing: receipt.Value}, err
	}
	if unknown != nil {
		return ledger.Outcome{}, unknown
	}
	owned, err := s.unlocks(ctx, grant.UserID, Slots()...)
	if err != nil {
		return ledger.Outcome{}, err
	}
	var writes []*runtime.StorageWrite
	for _, slot := range Slots() {
		var ids []string
		for _, ref := range grant.Items {
			if ref.Slot == slot {
				ids = append(ids, ref.Item)
			}
		}
		if len(ids) == 0 {
			continue
		}
		write, err := owned[slot].add(ids...)
		if err != nil {
			return ledger.Outcome{}, err
		}
		writes = append(writes, write)
	}
	return s.ledger.Apply(ctx, ledger.Transaction{
		Receipt: grant.receipt(),
		Content: grantReceipt{Grant: grant},
		Coins:   []ledger.Coins{{UserID: grant.UserID, Amount: grant.Coins}},
		Reason:  cmp.Or(grant.Reason, "grant"),
		Writes:  writes,
	})
}

// answer returns the answer to a grant, the same each time. It is kept with the
// receipt, since the player may spend coins between two calls.
func (s *Service) answer(ctx context.Context, grant Grant) (GrantResult, error) {
	receipt, err := storage.Read[grantReceipt](ctx, s.nk, grant.receipt())
	if err != nil {
		return GrantResult{}, err
	}
	if receipt.Value.Answer != nil {
		return *receipt.Value.Answer, nil
	}
	result, err := s.grantResult(ctx, grant.UserID)
	if err != nil {
		return GrantResult{}, err
	}
	receipt.Value = grantReceipt{Grant: grant, Answer: &result}
	return result, receipt.Save(ctx, s.nk, storage.ReadNone)
}

// grantResult reads the player's present wallet and unlocks.
func (s *Service) grantResult(ctx context.Context, userID string) (GrantResult, error) {
	wallet, err := s.wallet(ctx, userID)
	if err != nil {
		return GrantResult{}, err
	}
	records, err := s.unlocks(ctx, userID, Slots()...)
	if err != nil {
		return GrantResult{}, err
	}
	lists := make(map[string][]string, len(records))
	for slot, record := range records {
		lists[slot.key()] = record.owned
	}
	return GrantResult{Wallet: wallet, Unlocks: lists}, nil
}

func checkGrant(grant Grant) error {
	if n := len(grant.Key); n < 1 || n > maxGrantKey {
		return apierr.Invalid("key must have 1..%d bytes", maxGrantKey)
	}
	if utf8.RuneCountInString(grant.Reason) > maxReasonLength {
		return apierr.Invalid("reason must have at most %d characters", maxReasonLength)
	}
	if grant.Coins < 0 || grant.Coins > maxGrantCoins {
		return apierr.Invalid("coins must be 0..%d", maxGrantCoins)
	}
	if len(grant.Items) > maxGrantItems {
		return apierr.Invalid("items must be at most %d", maxGrantItems)
	}
	if grant.Coins == 0 && len(grant.Items) == 0 {
		return apierr.Invalid("coins or items must be given")
	}
	if grant.UserID == uuid.System {
		return errNoUser()
	}
	return checkGrantItems(grant.Items)
}

func errNoUser() error { return apierr.NotFound("user_id: no such user") }

func checkGrantItems(refs []Ref) error {
	for i, ref := range refs {
		if err := ref.check(); err != nil {
			return apierr.Invalid("items[%d].%s", i, err.Error())
		}
		if slices.Contains(refs[:i], ref) {
			return apierr.Invalid("items[%d] is listed twice", i)
		}
	}
	return nil
}

func (s *Service) checkInCatalog(refs []Ref) error {
	for i, ref := range refs {
		if _, found := s.catalog.Find(ref); !found {
			return apierr.NotFound("items[%d]: there is no %s %q", i, ref.Slot, ref.Item)
		}
	}
	return nil
}

// normalized is the grant with its items in order, so that two can be compared.
func (g Grant) normalized() Grant {
	g.Items = slices.SortedFunc(slices.Values(g.Items), func(a, b Ref) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Item, b.Item))
	})
	if g.Items == nil {
		g.Items = []Ref{}
	}
	return g
}

// sameAs checks that the receipt is that of an equal grant.
func (g Grant) sameAs(receipt json.RawMessage) error {
	var earlier grantReceipt
	if err := json.Unmarshal(receipt, &earlier); err != nil {
		return fmt.Errorf("decode the receipt of grant %q: %w", g.Key, err)
	}
	if !reflect.DeepEqual(earlier.Grant, g) {
		return apierr.Precondition("key: it was used for another grant")
	}
	return nil
}
