package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// WriteStorage writes objects of the client's own.
func (s *Session) WriteStorage(objects ...*api.WriteStorageObject) ([]*api.StorageObjectAck, error) {
	acks, err := s.writeStorage(&api.WriteStorageObjectsRequest{Objects: objects})
	return acks.GetAcks(), err
}

func (s *Session) writeStorage(in *api.WriteStorageObjectsRequest) (*api.StorageObjectAcks, error) {
	return clientRequest(s, "WriteStorageObjects", in, func(db *database, in *api.WriteStorageObjectsRequest) (*api.StorageObjectAcks, error) {
		var writes []*runtime.StorageWrite
		for _, o := range in.GetObjects() {
			read, write := permission(o.GetPermissionRead()), permission(o.GetPermissionWrite())
			switch {
			case o.GetCollection() == "" || o.GetKey() == "" || o.GetValue() == "":
				return nil, errInvalid("Invalid collection or key value supplied. They must be set.")
			case read < 0 || read > 2:
				return nil, errInvalid("Invalid Read permission supplied. It must be either 0, 1 or 2.")
			case write < 0 || write > 1:
				return nil, errInvalid("Invalid Write permission supplied. It must be either 0 or 1.")
			}
			if _, ok := normalize(o.GetValue()); !ok {
				return nil, errInvalid("Value must be a JSON object.")
			}
			writes = append(writes, &runtime.StorageWrite{
				Collection: o.GetCollection(), Key: o.GetKey(), UserID: s.UserID, Value: o.GetValue(), Version: o.GetVersion(),
				PermissionRead: read, PermissionWrite: write,
			})
		}
		acks, err := db.writeObjects(writes, false)
		return &api.StorageObjectAcks{Acks: acks}, err
	})
}

func permission(p *wrapperspb.Int32Value) int {
	if p == nil {
		return 1
	}
	return int(p.GetValue())
}

// ReadStorage reads the objects that the client may read.
func (s *Session) ReadStorage(ids ...*api.ReadStorageObjectId) ([]*api.StorageObject, error) {
	out, err := s.readStorage(&api.ReadStorageObjectsRequest{ObjectIds: ids})
	return out.GetObjects(), err
}

func (s *Session) readStorage(in *api.ReadStorageObjectsRequest) (*api.StorageObjects, error) {
	return clientRequest(s, "ReadStorageObjects", in, func(db *database, in *api.ReadStorageObjectsRequest) (*api.StorageObjects, error) {
		var reads []*runtime.StorageRead
		for _, id := range in.GetObjectIds() {
			if id.GetCollection() == "" || id.GetKey() == "" {
				return nil, errInvalid("Invalid collection or key value supplied. They must be set.")
			}
			reads = append(reads, &runtime.StorageRead{Collection: id.GetCollection(), Key: id.GetKey(), UserID: id.GetUserId()})
		}
		objects, err := db.readObjects(reads, s.UserID)
		return &api.StorageObjects{Objects: objects}, err
	})
}

// ListStorage lists the objects of a collection that the client may read.
func (s *Session) ListStorage(in *api.ListStorageObjectsRequest) (*api.StorageObjectList, error) {
	return clientRequest(s, "ListStorageObjects", in, func(db *database, in *api.ListStorageObjectsRequest) (*api.StorageObjectList, error) {
		limit := 1
		if in.GetLimit() != nil {
			limit = int(in.GetLimit().GetValue())
		}
		if limit < 1 || limit > 100 {
			return nil, errInvalid("Invalid limit - limit must be between 1 and 100.")
		}
		objects, next, err := db.listObjects(storageQuery{caller: s.UserID, owner: in.GetUserId(), collection: in.GetCollection(), limit: limit, cursor: in.GetCursor()})
		return &api.StorageObjectList{Objects: objects, Cursor: next}, err
	})
}

// DeleteStorage deletes objects of the client's own.
func (s *Session) DeleteStorage(ids ...*api.DeleteStorageObjectId) error {
	return s.deleteStorage(&api.DeleteStorageObjectsRequest{ObjectIds: ids})
}

func (s *Session) deleteStorage(in *api.DeleteStorageObjectsRequest) error {
	return clientCommand(s, "DeleteStorageObjects", in, func(db *database, in *api.DeleteStorageObjectsRequest) error {
		var deletes []*runtime.StorageDelete
		for _, id := range in.GetObjectIds() {
			if id.GetCollection() == "" || id.GetKey() == "" {
				return errInvalid("Invalid collection or key value supplied. They must be set.")
			}
			deletes = append(deletes, &runtime.StorageDelete{Collection: id.GetCollection(), Key: id.GetKey(), UserID: s.UserID, Version: id.GetVersion()})
		}
		return db.deleteObjects(deletes, false)
	})
}
