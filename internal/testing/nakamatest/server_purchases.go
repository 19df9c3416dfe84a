package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/proto"
)

// AddPurchase stores a purchase, as the server does after the app store confirmed it.
// It replaces an earlier purchase with the same transaction.
func (n *Nakama) AddPurchase(purchase *api.ValidatedPurchase) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	for i, p := range n.db.purchases {
		if p.GetTransactionId() == purchase.GetTransactionId() {
			n.db.purchases[i] = proto.CloneOf(purchase)
			return
		}
	}
	n.db.purchases = append(n.db.purchases, proto.CloneOf(purchase))
}

// disownPurchases removes a deleted user from the purchases, which stay.
func (db *database) disownPurchases(userID string) {
	for i, p := range db.purchases {
		if p.GetUserId() == userID {
			db.purchases[i] = proto.CloneOf(p)
			db.purchases[i].UserId = ""
		}
	}
}

// PurchasesList lists the stored purchases of one user, or of all: the latest first,
// by the store's time.
func (n *Nakama) PurchasesList(ctx context.Context, userID string, limit int, cursor string) (list *api.PurchaseList, err error) {
	err = n.call(ctx, "PurchasesList", func(db *database) error {
		if userID != "" && !isID(userID) {
			return errors.New("expects a valid user ID")
		}
		if limit <= 0 || limit > 100 {
			return errors.New("limit must be a positive value <= 100")
		}
		rows := slices.DeleteFunc(slices.Clone(db.purchases), func(p *api.ValidatedPurchase) bool {
			return userID != "" && p.GetUserId() != userID
		})
		slices.SortFunc(rows, func(a, b *api.ValidatedPurchase) int {
			return cmp.Or(
				b.GetPurchaseTime().AsTime().Compare(a.GetPurchaseTime().AsTime()),
				cmp.Compare(b.GetUserId(), a.GetUserId()), cmp.Compare(b.GetTransactionId(), a.GetTransactionId()),
			)
		})
		page, next, err := paginate(rows, limit, cursor)
		if err != nil {
			return err
		}
		list = &api.PurchaseList{Cursor: next}
		for _, p := range page {
			list.ValidatedPurchases = append(list.ValidatedPurchases, proto.CloneOf(p))
		}
		return nil
	})
	return orNil(list, err)
}

// PurchaseGetByTransactionId returns a stored purchase, or nil.
func (n *Nakama) PurchaseGetByTransactionId(ctx context.Context, transactionID string) (out *api.ValidatedPurchase, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "PurchaseGetByTransactionId", func(db *database) error {
		for _, p := range db.purchases {
			if p.GetTransactionId() == transactionID {
				out = proto.CloneOf(p)
				return nil
			}
		}
		return nil
	})
	return orNil(out, err)
}
