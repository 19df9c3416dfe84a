package nakamatest

import (
	"context"
	"errors"
	"sort"

	"github.com/heroiclabs/nakama-common/api"
)

// place is where a page of a storage list ended.
type place struct {
	Read       int
	Key, Owner string
}

var errCursor = errors.New("Malformed cursor was used.") //nolint:staticcheck // the server's words

// StorageList lists a collection by read permission, key and owner. Without
// callerID it lists for the server, without userID the objects of everyone.
func (n *Nakama) StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) (objects []*api.StorageObject, next string, err error) {
	err = n.call(ctx, "StorageList", func(db *database) error {
		switch {
		case callerID != "" && !isID(callerID):
			return errors.New("expects an empty or valid caller id")
		case userID != "" && !isID(userID):
			return errOwner
		case limit < 0:
			return errors.New("limit must not be negative")
		}
		objects, next, err = db.listObjects(listing{caller: callerID, owner: userID, collection: collection, limit: limit, cursor: cursor})
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return objects, next, nil
}

// listing is a request for a page of a collection.
type listing struct {
	caller, owner, collection string
	limit                     int
	cursor                    string
}

func (l listing) includes(o *object) bool {
	if l.owner != "" && o.id.owner != l.owner {
		return false
	}
	switch l.caller {
	case "", systemUser:
		return true
	case l.owner:
		return o.read >= 1
	default:
		return o.read >= 2
	}
}

func (db *database) listObjects(l listing) (objects []*api.StorageObject, next string, err error) {
	objects = []*api.StorageObject{}
	if l.limit == 0 {
		return objects, "", nil
	}
	rows := db.collection(l.collection).ordered()
	if l.cursor != "" {
		after, err := decodeCursor[place](l.cursor)
		if err != nil {
			return nil, "", errCursor
		}
		last := &object{id: objectID{after.Key, after.Owner}, read: after.Read}
		rows = rows[sort.Search(len(rows), func(i int) bool { return compareObjects(rows[i], last) > 0 }):]
	}
	for _, o := range rows {
		if !l.includes(o) {
			continue
		}
		if len(objects) == l.limit {
			last := objects[len(objects)-1]
			return objects, encodeCursor(place{Read: int(last.GetPermissionRead()), Key: last.GetKey(), Owner: last.GetUserId()}), nil
		}
		objects = append(objects, o.api())
	}
	return objects, "", nil
}
