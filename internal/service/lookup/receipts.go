package lookup

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// Bounds of an answer.
const (
	maxRows     = 20 // of the ledger
	maxReceipts = 20 // of the player's own; those of the rows come on top
)

// LedgerRow is one change of a wallet.
type LedgerRow struct {
	At      time.Time `json:"at"`
	Coins   int64     `json:"coins"`
	Reason  string    `json:"reason"`
	Receipt string    `json:"receipt"` // its key; "" for a change past the plugin
}

// Receipt is the record that makes a payment happen once.
type Receipt struct {
	Key     string          `json:"key"`
	Owner   string          `json:"owner"` // player or server
	At      time.Time       `json:"at"`
	Content json.RawMessage `json:"content"`
}

func (s *Service) ledger(ctx context.Context, userID string) ([]LedgerRow, error) {
	items, _, err := s.nk.WalletLedgerList(ctx, userID, maxRows, "")
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	rows := make([]LedgerRow, 0, len(items))
	for _, item := range items {
		row := LedgerRow{At: time.Unix(item.GetCreateTime(), 0).UTC(), Coins: item.GetChangeset()[ledger.Currency]}
		row.Reason, _ = item.GetMetadata()["reason"].(string)
		row.Receipt, _ = item.GetMetadata()["ref"].(string)
		rows = append(rows, row)
	}
	return rows, nil
}

// receipts returns those that the rows name, in their order, and then others that
// the player owns.
func (s *Service) receipts(ctx context.Context, userID string, rows []LedgerRow) ([]Receipt, error) {
	own, _, err := s.nk.StorageList(ctx, "", userID, storage.Receipts, maxReceipts, "")
	if err != nil {
		return nil, fmt.Errorf("list receipts: %w", err)
	}
	named, err := s.named(ctx, userID, rows)
	if err != nil {
		return nil, err
	}
	receipts, seen := make([]Receipt, 0, len(named)+len(own)), map[string]bool{}
	for _, object := range append(named, own...) {
		r := Receipt{Key: object.GetKey(), Owner: "server", At: timeOf(object.GetCreateTime()), Content: rawJSON(object.GetValue())}
		if object.GetUserId() == userID {
			r.Owner = "player"
		}
		if !seen[r.Owner+r.Key] {
			seen[r.Owner+r.Key] = true
			receipts = append(receipts, r)
		}
	}
	return receipts, nil
}

// named reads the receipts that the rows name, in their order.
func (s *Service) named(ctx context.Context, userID string, rows []LedgerRow) ([]*api.StorageObject, error) {
	var reads []*runtime.StorageRead
	for _, row := range rows {
		if row.Receipt != "" {
			reads = append(reads,
				&runtime.StorageRead{Collection: storage.Receipts, Key: row.Receipt},
				&runtime.StorageRead{Collection: storage.Receipts, Key: row.Receipt, UserID: userID})
		}
	}
	if len(reads) == 0 {
		return nil, nil
	}
	objects, err := s.nk.StorageRead(ctx, reads)
	if err != nil {
		return nil, fmt.Errorf("read receipts: %w", err)
	}
	byKey := make(map[string][]*api.StorageObject, len(objects))
	for _, object := range objects {
		byKey[object.GetKey()] = append(byKey[object.GetKey()], object)
	}
	var ordered []*api.StorageObject
	for _, row := range rows {
		ordered = append(ordered, byKey[row.Receipt]...)
	}
	return ordered, nil
}
