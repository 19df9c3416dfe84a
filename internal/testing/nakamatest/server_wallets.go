package nakamatest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// LedgerEntry is a row of a wallet's ledger.
type LedgerEntry struct {
	ID         string
	Changeset  map[string]int64
	Metadata   map[string]any
	CreateTime time.Time
}

// ledgerRow is a row of the table of ledgers, as the API gives it.
type ledgerRow struct {
	id, userID       string
	changeset        map[string]int64
	metadata         string
	created, updated time.Time
}

// GetID returns the id of the row.
func (r *ledgerRow) GetID() string { return r.id }

// GetUserID returns "": the server omits it in lists.
func (r *ledgerRow) GetUserID() string { return "" }

// GetCreateTime returns the time of the change.
func (r *ledgerRow) GetCreateTime() int64 { return r.created.Unix() }

// GetUpdateTime returns the time of the last change of the metadata.
func (r *ledgerRow) GetUpdateTime() int64 { return r.updated.Unix() }

// GetChangeset returns the amounts added.
func (r *ledgerRow) GetChangeset() map[string]int64 { return copyMap(r.changeset) }

// GetMetadata returns the metadata of the change.
func (r *ledgerRow) GetMetadata() map[string]any {
	var out map[string]any
	if err := json.Unmarshal([]byte(r.metadata), &out); err != nil {
		return nil
	}
	return out
}

// Wallet returns the amounts in the user's wallet.
func (n *Nakama) Wallet(userID string) map[string]int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	u, ok := n.db.users[userID]
	if !ok {
		return nil
	}
	wallet, err := parseWallet(u.wallet)
	if err != nil {
		return nil
	}
	return wallet
}

// SetWallet replaces the wallet's text, which may be invalid, without a ledger row.
func (n *Nakama) SetWallet(userID, text string) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	changed := *n.db.users[userID]
	changed.wallet = text
	n.db.users[userID] = &changed
}

// Ledger returns the ledger of the user's wallet, oldest first.
func (n *Nakama) Ledger(userID string) []LedgerEntry {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	var entries []LedgerEntry
	for _, row := range n.db.ledger[userID] {
		entries = append(entries, LedgerEntry{ID: row.id, Changeset: row.GetChangeset(), Metadata: row.GetMetadata(), CreateTime: row.created})
	}
	return entries
}

// WalletUpdate changes one wallet.
func (n *Nakama) WalletUpdate(ctx context.Context, userID string, changeset map[string]int64, metadata map[string]any, updateLedger bool) (updated, previous map[string]int64, err error) {
	var results []*runtime.WalletUpdateResult
	err = n.call(ctx, "WalletUpdate", func(db *database) error {
		results, err = db.updateWallets([]*runtime.WalletUpdate{{UserID: userID, Changeset: changeset, Metadata: metadata}}, updateLedger)
		if err == nil && len(results) == 0 {
			return errors.New("user not found")
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return results[0].Updated, results[0].Previous, nil
}

// WalletsUpdate changes all wallets or none. It skips users who do not exist.
func (n *Nakama) WalletsUpdate(ctx context.Context, updates []*runtime.WalletUpdate, updateLedger bool) (results []*runtime.WalletUpdateResult, err error) {
	err = n.call(ctx, "WalletsUpdate", func(db *database) error {
		results, err = db.updateWallets(updates, updateLedger)
		return err
	})
	return orNil(results, err)
}

func (db *database) updateWallets(updates []*runtime.WalletUpdate, updateLedger bool) ([]*runtime.WalletUpdateResult, error) {
	var results []*runtime.WalletUpdateResult
	for _, update := range updates {
		if !isID(update.UserID) {
			return nil, errors.New("expects a valid user id")
		}
		if _, ok := db.users[update.UserID]; !ok {
			continue
		}
		result, err := db.updateWallet(update)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
		if !updateLedger {
			continue
		}
		if err := db.addLedger(update); err != nil {
			return nil, err
		}
	}
	return results, nil
}

func (db *database) updateWallet(update *runtime.WalletUpdate) (*runtime.WalletUpdateResult, error) {
	changed := *db.users[update.UserID]
	wallet, err := parseWallet(changed.wallet)
	if err != nil {
		return nil, err
	}
	previous := maps.Clone(wallet)
	for _, path := range slices.Sorted(maps.Keys(update.Changeset)) {
		amount := update.Changeset[path]
		if wallet[path]+amount < 0 {
			return nil, &runtime.WalletNegativeError{UserID: update.UserID, Path: path, Current: wallet[path], Amount: amount}
		}
		wallet[path] += amount
	}
	text, err := json.Marshal(wallet)
	if err != nil {
		return nil, err
	}
	changed.wallet, _ = normalize(string(text))
	changed.updated = db.now
	put(db, db.users, changed.id, &changed)
	return &runtime.WalletUpdateResult{UserID: update.UserID, Updated: wallet, Previous: previous}, nil
}

func (db *database) addLedger(update *runtime.WalletUpdate) error {
	metadata := "{}"
	if update.Metadata != nil {
		text, err := encodeMap(update.Metadata)
		if err != nil {
			return fmt.Errorf("failed to convert metadata: %s", err.Error())
		}
		metadata = text
	}
	row := &ledgerRow{
		id: db.newID(), userID: update.UserID, changeset: copyMap(update.Changeset), metadata: metadata,
		created: db.now, updated: db.now,
	}
	rows := db.ledger[update.UserID]
	put(db, db.ledger, update.UserID, append(rows[:len(rows):len(rows)], row))
	return nil
}

func parseWallet(text string) (map[string]int64, error) {
	wallet := map[string]int64{}
	if err := json.Unmarshal([]byte(text), &wallet); err != nil {
		return nil, err
	}
	return wallet, nil
}

// WalletLedgerList lists the ledger, newest first.
func (n *Nakama) WalletLedgerList(ctx context.Context, userID string, limit int, cursor string) (items []runtime.WalletLedgerItem, next string, err error) {
	err = n.call(ctx, "WalletLedgerList", func(db *database) error {
		if !isID(userID) {
			return errors.New("expects a valid user id")
		}
		if limit < 0 || limit > 100 {
			return errors.New("expects limit to be 0-100")
		}
		rows := slices.Clone(db.ledger[userID])
		slices.Reverse(rows)
		page, after, err := paginate(rows, limit, cursor)
		if err != nil {
			return runtime.ErrWalletLedgerInvalidCursor
		}
		next = after
		items = []runtime.WalletLedgerItem{}
		for _, row := range page {
			items = append(items, row)
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	return items, next, nil
}
