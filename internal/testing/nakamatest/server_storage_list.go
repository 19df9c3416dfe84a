package nakamatest

import (
	"context"
	"errors"
	"sort"

	"github.com/heroiclabs/nakama-common/api"
)

// storageCursor is the end of a page of a storage list.
type storageCursor struct {
	Read       int
	Key, Owner string
}

var errCursor = errors.New("Malformed cursor was used.") //nolint:staticcheck // the server's words

// StorageList lists a collection by read permission, key and owner. An empty callerID
// lists for the server, an empty userID the objects of all owners.
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
		objects, next, err = db.listObjects(storageQuery{caller: callerID, owner: userID, collection: collection, limit: limit, cursor: cursor})
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return objects, next, nil
}

// storageQuery is a request for a page of a collection.
type storageQuery struct {
	caller, owner, collection string
	limit                     int
	cursor                    string
}

func (q storageQuery) includes(o *object) bool {
	if q.owner != "" && o.id.owner != q.owner {
		return false
	}
	switch q.caller {
	case "", systemUser:
		return true
	case q.owner:
		return o.read >= 1
	default:
		return o.read >= 2
	}
}

func (db *database) listObjects(q storageQuery) (objects []*api.StorageObject, next string, err error) {
	objects = []*api.StorageObject{}
	if q.limit == 0 {
		return objects, "", nil
	}
	rows := db.collection(q.collection).ordered()
	if q.cursor != "" {
		after, err := decodeCursor[storageCursor](q.cursor)
		if err != nil {
			return nil, "", errCursor
		}
		last := &object{id: objectID{after.Key, after.Owner}, read: after.Read}
		rows = rows[sort.Search(len(rows), func(i int) bool { return compareObjects(rows[i], last) > 0 }):]
	}
	for _, o := range rows {
		if !q.includes(o) {
			continue
		}
		if len(objects) == q.limit {
			last := objects[len(objects)-1]
			return objects, encodeCursor(storageCursor{Read: int(last.GetPermissionRead()), Key: last.GetKey(), Owner: last.GetUserId()}), nil
		}
		objects = append(objects, o.api())
	}
	return objects, "", nil
}
