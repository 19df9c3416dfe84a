package nakamatest

import (
	"cmp"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// Errors of storage, in the server's words.
var (
	errCollection = errors.New("expects collection to be a non-empty string")
	errKey        = errors.New("expects key to be a non-empty string")
	errOwner      = errors.New("expects an empty or valid user id")
	errValue      = errors.New("value must be a JSON-encoded object")
	errDelete     = errors.New("Storage delete rejected - not found, version check failed, or permission denied.") //nolint:staticcheck // the server's words
	errPermission = errors.New(`ERROR: new row for relation "storage" violates check constraint (SQLSTATE 23514)`)
)

// objectID names an object within a collection.
type objectID struct{ key, owner string }

// object is a row of the storage table.
type object struct {
	collection  string
	id          objectID
	value       string // as normalized by the database
	version     string // of the value as written
	read, write int
	created     time.Time
	updated     time.Time
}

// collection holds the objects of a collection, and their order once it is needed.
type collection struct {
	objects map[objectID]*object
	sorted  []*object
}

func (db *database) collection(name string) *collection {
	c, ok := db.storage[name]
	if !ok {
		c = &collection{objects: map[objectID]*object{}}
		db.storage[name] = c
	}
	return c
}

// ordered returns the objects by read permission, key and owner.
func (c *collection) ordered() []*object {
	if c.sorted == nil {
		for _, o := range c.objects {
			c.sorted = append(c.sorted, o)
		}
		slices.SortFunc(c.sorted, compareObjects)
	}
	return c.sorted
}

func compareObjects(a, b *object) int {
	return cmp.Or(cmp.Compare(a.read, b.read), cmp.Compare(a.id.key, b.id.key), cmp.Compare(a.id.owner, b.id.owner))
}

// updateOrder updates the order after a change, and discards it if the change is
// undone.
func (db *database) updateOrder(c *collection, old, next *object) {
	db.undo = append(db.undo, func() { c.sorted = nil })
	c.sorted = updateSorted(c.sorted, old, next, compareObjects)
}

func (o *object) api() *api.StorageObject {
	return &api.StorageObject{
		Collection: o.collection, Key: o.id.key, UserId: o.id.owner, Value: o.value, Version: o.version,
		PermissionRead: int32(o.read), PermissionWrite: int32(o.write),
		CreateTime: seconds(o.created), UpdateTime: seconds(o.updated),
	}
}

// Object returns the value of a stored object. An empty userID selects the server's
// objects.
func (n *Nakama) Object(collection, key, userID string) (value string, found bool) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	c, ok := n.db.storage[collection]
	if !ok {
		return "", false
	}
	o, ok := c.objects[objectID{key, ownerOf(userID)}]
	if !ok {
		return "", false
	}
	return o.value, true
}

// CountObjects counts the objects of a collection.
func (n *Nakama) CountObjects(collection string) int {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	c, ok := n.db.storage[collection]
	if !ok {
		return 0
	}
	return len(c.objects)
}

// StorageRead returns the objects that exist, in unspecified order.
func (n *Nakama) StorageRead(ctx context.Context, reads []*runtime.StorageRead) (objects []*api.StorageObject, err error) {
	err = n.call(ctx, "StorageRead", func(db *database) error {
		objects, err = db.readObjects(reads, "")
		return err
	})
	return orNil(objects, err)
}

// readObjects reads as the caller; an empty caller is the server. An object requested
// twice is returned once, unless the reads differ in more than one of collection, key
// and owner: the server joins such reads with the request.
func (db *database) readObjects(reads []*runtime.StorageRead, caller string) ([]*api.StorageObject, error) {
	var found []*object
	for _, read := range reads {
		if err := checkRef(read.Collection, read.Key, read.UserID); err != nil {
			return nil, err
		}
		o, ok := db.collection(read.Collection).objects[objectID{read.Key, ownerOf(read.UserID)}]
		if ok && o.readable(caller) && (!slices.Contains(found, o) || differences(reads) > 1) {
			found = append(found, o)
		}
	}
	// Not in the order of the request, so that no caller relies on it.
	slices.SortFunc(found, func(a, b *object) int {
		return cmp.Or(cmp.Compare(a.collection, b.collection), cmp.Compare(a.id.key, b.id.key), cmp.Compare(a.id.owner, b.id.owner))
	})
	objects := make([]*api.StorageObject, 0, len(found))
	for _, o := range found {
		objects = append(objects, o.api())
	}
	return objects, nil
}

// differences counts in how many of collection, key and owner the reads differ.
func differences(reads []*runtime.StorageRead) int {
	count := 0
	for _, part := range []func(*runtime.StorageRead) string{
		func(r *runtime.StorageRead) string { return r.Collection },
		func(r *runtime.StorageRead) string { return r.Key },
		func(r *runtime.StorageRead) string { return ownerOf(r.UserID) },
	} {
		if slices.ContainsFunc(reads, func(r *runtime.StorageRead) bool { return part(r) != part(reads[0]) }) {
			count++
		}
	}
	return count
}

func (o *object) readable(caller string) bool {
	return caller == "" || o.read == 2 || (o.read == 1 && o.id.owner == caller)
}

// StorageWrite writes all objects or none.
func (n *Nakama) StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) (acks []*api.StorageObjectAck, err error) {
	err = n.call(ctx, "StorageWrite", func(db *database) error {
		acks, err = db.writeObjects(writes, true)
		return err
	})
	return orNil(acks, err)
}

func (db *database) writeObjects(writes []*runtime.StorageWrite, server bool) ([]*api.StorageObjectAck, error) {
	for _, write := range writes {
		if err := checkRef(write.Collection, write.Key, write.UserID); err != nil {
			return nil, err
		}
		if _, ok := normalize(write.Value); !ok {
			return nil, errValue
		}
	}
	acks := make([]*api.StorageObjectAck, 0, len(writes))
	for _, write := range writes {
		ack, err := db.writeObject(write, server)
		if err != nil {
			return nil, err
		}
		acks = append(acks, ack)
	}
	return acks, nil
}

func (db *database) writeObject(write *runtime.StorageWrite, server bool) (*api.StorageObjectAck, error) {
	c := db.collection(write.Collection)
	id := objectID{write.Key, ownerOf(write.UserID)}
	old, exists := c.objects[id]
	if err := checkWrite(write, old, server); err != nil {
		return nil, err
	}
	if _, ok := db.users[id.owner]; !ok {
		return nil, errForeignKey
	}
	if write.PermissionRead < 0 || write.PermissionWrite < 0 {
		return nil, errPermission
	}
	value, _ := normalize(write.Value)
	next := &object{
		collection: write.Collection, id: id, value: value, version: versionOf(write.Value),
		read: write.PermissionRead, write: write.PermissionWrite, created: db.now, updated: db.now,
	}
	if exists {
		next.created = old.created
	}
	put(db, c.objects, id, next)
	db.updateOrder(c, old, next)
	return &api.StorageObjectAck{
		Collection: next.collection, Key: id.key, Version: next.version, UserId: id.owner,
		CreateTime: timestamppb.New(next.created), UpdateTime: timestamppb.New(next.updated), // finer than what is read
	}, nil
}

// checkWrite checks version and permission against the existing row.
func checkWrite(write *runtime.StorageWrite, old *object, server bool) error {
	switch {
	case write.Version == "*" && old != nil:
		return runtime.ErrStorageRejectedVersion
	case write.Version == "*" || (write.Version == "" && old == nil):
		return nil
	case old == nil:
		return runtime.ErrStorageRejectedVersion
	case !server && old.write != 1:
		return runtime.ErrStorageRejectedPermission
	case write.Version != "" && write.Version != old.version:
		return runtime.ErrStorageRejectedVersion
	default:
		return nil
	}
}

// StorageDelete deletes all objects or none. A missing object is an error only if
// the request has a version.
func (n *Nakama) StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error {
	return n.call(ctx, "StorageDelete", func(db *database) error { return db.deleteObjects(deletes, true) })
}

func (db *database) deleteObjects(deletes []*runtime.StorageDelete, server bool) error {
	for _, del := range deletes {
		if err := checkRef(del.Collection, del.Key, del.UserID); err != nil {
			return err
		}
	}
	for _, del := range deletes {
		c := db.collection(del.Collection)
		id := objectID{del.Key, ownerOf(del.UserID)}
		old, exists := c.objects[id]
		allowed := exists && (server || old.write > 0) && (del.Version == "" || del.Version == old.version)
		if !allowed && (!server || del.Version != "") {
			return errDelete
		}
		if allowed {
			drop(db, c.objects, id)
			db.updateOrder(c, old, nil)
		}
	}
	return nil
}

func checkRef(collection, key, userID string) error {
	switch {
	case collection == "":
		return errCollection
	case key == "":
		return errKey
	case userID != "" && !isID(userID):
		return errOwner
	default:
		return nil
	}
}

// versionOf returns the version of a value: the MD5 of the text as written.
func versionOf(value string) string {
	sum := md5.Sum([]byte(value))
	return hex.EncodeToString(sum[:])
}
