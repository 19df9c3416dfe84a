package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Absent is the version that lets a write pass only if no record exists.
const Absent = "*"

// Reader reads storage.
type Reader interface {
	StorageRead(ctx context.Context, reads []*runtime.StorageRead) ([]*api.StorageObject, error)
}

// Ref names a record. An empty UserID is the server's own.
type Ref struct{ Collection, Key, UserID string }

// Record is a record as it was read. Version is Absent if there was none, so
// that writing it back is safe to race in both cases.
type Record[T any] struct {
	Ref
	Value   T
	Version string
}

// Found reports whether the record existed.
func (r Record[T]) Found() bool { return r.Version != Absent }

// Read reads one record. A missing one is no error: it has the zero value and
// the version Absent.
func Read[T any](ctx context.Context, nk Reader, ref Ref) (Record[T], error) {
	record := Record[T]{Ref: ref, Version: Absent}
	objects, err := nk.StorageRead(ctx, []*runtime.StorageRead{{Collection: ref.Collection, Key: ref.Key, UserID: ref.UserID}})
	if err != nil {
		return record, fmt.Errorf("read %s/%s: %w", ref.Collection, ref.Key, err)
	}
	if len(objects) == 0 {
		return record, nil
	}
	if err := json.Unmarshal([]byte(objects[0].GetValue()), &record.Value); err != nil {
		return record, fmt.Errorf("decode %s/%s: %w", ref.Collection, ref.Key, err)
	}
	record.Version = objects[0].GetVersion()
	return record, nil
}

// Write is the storage write of value at ref, on condition that the record
// still has the version ("" = no condition). Clients can never write it.
func Write(ref Ref, value any, version string, read int) (*runtime.StorageWrite, error) {
	encoded, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("encode %s/%s: %w", ref.Collection, ref.Key, err)
	}
	return &runtime.StorageWrite{
		Collection: ref.Collection, Key: ref.Key, UserID: ref.UserID,
		Value: string(encoded), Version: version,
		PermissionRead: read, PermissionWrite: WriteNone,
	}, nil
}
