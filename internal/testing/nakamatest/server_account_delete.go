package nakamatest

import (
	"context"
	"errors"
)

// AccountDeleteId deletes an account and its storage, ledger, notifications, friends,
// records of all periods, and the groups of which it is the only superadmin. A
// missing account is no error.
func (n *Nakama) AccountDeleteId(ctx context.Context, userID string, recorded bool) error { //nolint:revive // Nakama's name
	return n.call(ctx, "AccountDeleteId", func(db *database) error {
		switch {
		case !isID(userID):
			return errUserID
		case userID == systemUser:
			return errors.New("cannot delete the system user")
		}
		db.deleteUser(userID)
		return nil
	})
}

func (db *database) deleteUser(userID string) {
	if _, ok := db.users[userID]; !ok {
		return
	}
	drop(db, db.users, userID)
	drop(db, db.ledger, userID)
	db.disownPurchases(userID)
	for _, c := range db.storage {
		for id, o := range c.objects {
			if id.owner == userID {
				drop(db, c.objects, id)
				db.updateOrder(c, o, nil)
			}
		}
	}
	for id, o := range db.notifications {
		if o.userID == userID {
			drop(db, db.notifications, id)
		}
	}
	for _, b := range db.boards {
		for expiry := range b.periods {
			db.dropRecord(b, expiry, userID)
		}
	}
	db.deleteEdges(userID)
}

func (db *database) deleteEdges(userID string) {
	for _, e := range db.edgesWhere(func(e *edge) bool { return e.user == userID }) {
		if e.state == GroupSuperadmin && db.superadmins(e.group) == 1 {
			drop(db, db.groups, e.group)
			for m := range db.edges {
				if m.group == e.group {
					drop(db, db.edges, m)
				}
			}
			continue
		}
		db.removeEdge(e)
	}
	for f := range db.friends {
		if f.user == userID || f.friend == userID {
			db.endFriend(f)
		}
	}
}
