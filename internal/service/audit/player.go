package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// attempts is how often a player with a difference is read again before the
// difference counts: a payment in between, or a list that comes short, looks
// like one.
const attempts = 3

// player returns what differs between a player's wallet, ledger and receipts.
func (s *Service) player(ctx context.Context, userID string) ([]string, error) {
	var differences []string
	for range attempts {
		stored, exists, err := s.wallet(ctx, userID)
		if err != nil || !exists {
			return nil, err
		}
		var wallet map[string]int64
		if err := json.Unmarshal([]byte(stored), &wallet); err != nil {
			return []string{fmt.Sprintf("the wallet is not JSON of numbers: %v", err)}, nil
		}
		rows, err := s.rows(ctx, userID)
		if err != nil {
			return nil, err
		}
		if differences, err = s.compare(ctx, userID, wallet[ledger.Currency], rows); err != nil || len(differences) == 0 {
			return nil, err
		}
	}
	return differences, nil
}

// compare returns what is wrong with the rows of a ledger.
func (s *Service) compare(ctx context.Context, userID string, coins int64, rows []row) ([]string, error) {
	var (
		differences []string
		sum         int64
		refs        []string
	)
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		sum += r.coins
		if r.ref == "" {
			differences = append(differences, fmt.Sprintf("ledger row %s of %d coins names no receipt", r.id, r.coins))
			continue
		}
		if seen[r.ref] {
			differences = append(differences, fmt.Sprintf("two ledger rows of receipt %s", r.ref))
		}
		seen[r.ref] = true
		refs = append(refs, r.ref)
	}
	if sum != coins {
		differences = append(differences, fmt.Sprintf("the wallet has %d coins, its ledger adds up to %d", coins, sum))
	}
	missing, err := s.withoutReceipt(ctx, userID, refs)
	if err != nil {
		return nil, err
	}
	for _, ref := range missing {
		differences = append(differences, fmt.Sprintf("no receipt %s for a ledger row", ref))
	}
	return differences, nil
}

// wallet reads a player's wallet as it is stored, and whether the account exists.
func (s *Service) wallet(ctx context.Context, userID string) (string, bool, error) {
	accounts, err := s.nk.AccountsGetId(ctx, []string{userID}, nil)
	if err != nil || len(accounts) == 0 {
		return "", false, err
	}
	return accounts[0].GetWallet(), true, nil
}

// row is one change of coins in a ledger.
type row struct {
	id, ref string
	coins   int64
}

// rows reads a player's ledger.
func (s *Service) rows(ctx context.Context, userID string) ([]row, error) {
	var rows []row
	cursor := ""
	for {
		items, next, err := s.nk.WalletLedgerList(ctx, userID, pageSize, cursor)
		if err != nil {
			return nil, fmt.Errorf("read ledger of %s: %w", userID, err)
		}
		for _, item := range items {
			if coins := item.GetChangeset()[ledger.Currency]; coins != 0 {
				ref, _ := item.GetMetadata()["ref"].(string)
				rows = append(rows, row{id: item.GetID(), ref: ref, coins: coins})
			}
		}
		if next == "" || next == cursor {
			return rows, nil
		}
		cursor = next
	}
}

// withoutReceipt returns those of the keys for which there is no receipt, the
// player's or the server's.
func (s *Service) withoutReceipt(ctx context.Context, userID string, keys []string) ([]string, error) {
	var missing []string
	for chunk := range slices.Chunk(keys, pageSize) {
		reads := make([]*runtime.StorageRead, 0, 2*len(chunk))
		for _, key := range chunk {
			reads = append(reads,
				&runtime.StorageRead{Collection: storage.Receipts, Key: key},
				&runtime.StorageRead{Collection: storage.Receipts, Key: key, UserID: userID})
		}
		receipts, err := s.nk.StorageRead(ctx, reads)
		if err != nil {
			return nil, fmt.Errorf("read receipts: %w", err)
		}
		exists := make(map[string]bool, len(receipts))
		for _, receipt := range receipts {
			exists[receipt.GetKey()] = true
		}
		for _, key := range chunk {
			if !exists[key] {
				missing = append(missing, key)
			}
		}
	}
	return missing, nil
}
