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

// Grant is a gift of the operator to a player.
type Grant struct {
	UserID string `json:"user_id"`
	Coins  int64  `json:"coins"`
	Items  []Ref  `json:"items"`
	Reason string `json:"reason"`
	Key    string `json:"key"` // global: a key is used once, for any player
}

// Granted is the answer to a grant: what the player has now.
type Granted struct {
	Wallet  map[string]int64    `json:"wallet"`
	Unlocks map[string][]string `json:"unlocks"` // hats, titles, skins
}

// grantReceipt is the content of a grant's receipt.
type grantReceipt struct {
	Grant
	Answer *Granted `json:"answer,omitempty"`
}

// receipt names the receipt. It has no owner, so that the key stays used when
// the player is gone.
func (g Grant) receipt() storage.Ref {
	return storage.Ref{Collection: storage.Receipts, Key: "grant:" + g.Key}
}

// Grant gives the coins and items once. The same grant again gives nothing and
// answers in the same way; another grant with the same key is refused.
func (s *Service) Grant(ctx context.Context, grant Grant) (Granted, error) {
	if err := s.checkGrant(grant); err != nil {
		return Granted{}, err
	}
	grant = grant.normal()
	outcome, err := again(ctx, func(ctx context.Context) (ledger.Outcome, error) { return s.tryGrant(ctx, grant) })
	if errors.Is(err, ledger.ErrNoAccount) {
		return Granted{}, errNoUser()
	}
	if err != nil {
		return Granted{}, err
	}
	if !outcome.Applied {
		if err := grant.sameAs(outcome.Existing); err != nil {
			return Granted{}, err
		}
	}
	return again(ctx, func(ctx context.Context) (Granted, error) { return s.answer(ctx, grant) })
}

func (s *Service) tryGrant(ctx context.Context, grant Grant) (ledger.Outcome, error) {
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
		write, err := owned[slot].write(ids...)
		if err != nil {
			return ledger.Outcome{}, err
		}
		writes = append(writes, write)
	}
	reason := cmp.Or(grant.Reason, "grant")
	return s.ledger.Apply(ctx, ledger.Transaction{
		Receipt: grant.receipt(),
		Content: grantReceipt{Grant: grant},
		Coins:   []ledger.Coins{{UserID: grant.UserID, Amount: grant.Coins}},
		Reason:  reason,
		Writes:  writes,
	})
}

// answer is what the grant is answered with, the first time and each time after
// it. It is kept with the receipt, since the player spends meanwhile.
func (s *Service) answer(ctx context.Context, grant Grant) (Granted, error) {
	receipt, err := storage.Read[grantReceipt](ctx, s.nk, grant.receipt())
	if err != nil {
		return Granted{}, err
	}
	if receipt.Value.Answer != nil {
		return *receipt.Value.Answer, nil
	}
	granted, err := s.granted(ctx, grant.UserID)
	if err != nil {
		return Granted{}, err
	}
	write, err := storage.Write(receipt.Ref, grantReceipt{Grant: grant, Answer: &granted}, receipt.Version, storage.ReadNone)
	if err != nil {
		return Granted{}, err
	}
	_, _, err = s.nk.MultiUpdate(ctx, nil, []*runtime.StorageWrite{write}, nil, nil, false)
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return Granted{}, apierr.Aborted("the same grant was answered at the same time, try again")
	}
	if err != nil {
		return Granted{}, fmt.Errorf("keep the answer: %w", err)
	}
	return granted, nil
}

// granted is what the player has now.
func (s *Service) granted(ctx context.Context, userID string) (Granted, error) {
	wallet, err := s.wallet(ctx, userID)
	if err != nil {
		return Granted{}, err
	}
	records, err := s.unlocks(ctx, userID, Slots()...)
	if err != nil {
		return Granted{}, err
	}
	lists := make(map[string][]string, len(records))
	for slot, record := range records {
		lists[slot.key()] = record.owned
	}
	return Granted{Wallet: wallet, Unlocks: lists}, nil
}

func (s *Service) checkGrant(grant Grant) error {
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
	return s.checkGrantItems(grant.Items)
}

func errNoUser() error { return apierr.NotFound("user_id: no such user") }

func (s *Service) checkGrantItems(refs []Ref) error {
	for i, ref := range refs {
		if err := ref.check(); err != nil {
			return apierr.Invalid("items[%d].%s", i, err.Error())
		}
		if slices.Contains(refs[:i], ref) {
			return apierr.Invalid("items[%d] is listed twice", i)
		}
		if _, found := s.catalog.Find(ref); !found {
			return apierr.NotFound("items[%d]: there is no %s %q", i, ref.Slot, ref.Item)
		}
	}
	return nil
}

// normal is the grant in the form in which two of them compare: the order of the
// items means nothing.
func (g Grant) normal() Grant {
	g.Items = slices.SortedFunc(slices.Values(g.Items), func(a, b Ref) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Item, b.Item))
	})
	if g.Items == nil {
		g.Items = []Ref{}
	}
	return g
}

// sameAs checks that the receipt is that of this very grant.
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
