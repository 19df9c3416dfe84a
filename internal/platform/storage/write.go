package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Writer writes storage.
type Writer interface {
	StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error)
}

// ReadWriter reads and writes storage.
type ReadWriter interface {
	Reader
	Writer
}

// Deleter deletes from storage.
type Deleter interface {
	StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error
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

// Write is the storage write of the record's value, on condition that the record
// still is as it was read. It is for transactions of several records.
func (r *Record[T]) Write(read int) (*runtime.StorageWrite, error) {
	return Write(r.Ref, r.Value, r.Version, read)
}

// Save writes the record's value if the record still is as it was read, and
// then knows its new version. A lost race is an error for which IsConflict
// holds; nothing was written then.
func (r *Record[T]) Save(ctx context.Context, nk Writer, read int) error {
	return SaveAll(ctx, nk, Change{r, read})
}

// Change is a record to be written, with its read permission.
type Change struct {
	Record interface {
		Write(read int) (*runtime.StorageWrite, error)
		ref() Ref
		setVersion(version string)
	}
	Read int
}

// SaveAll is Save for several records in one transaction: all are written or
// none.
func SaveAll(ctx context.Context, nk Writer, changes ...Change) error {
	writes := make([]*runtime.StorageWrite, len(changes))
	for i, change := range changes {
		var err error
		if writes[i], err = change.Record.Write(change.Read); err != nil {
			return err
		}
	}
	acks, err := nk.StorageWrite(ctx, writes)
	if err != nil {
		return fmt.Errorf("write %s/%s: %w", writes[0].Collection, writes[0].Key, err)
	}
	versions := make(map[Ref]string, len(acks))
	for _, ack := range acks {
		versions[RefOf(ack)] = ack.GetVersion()
	}
	for _, change := range changes {
		change.Record.setVersion(versions[change.Record.ref().canonical()])
	}
	return nil
}

func (r *Record[T]) setVersion(version string) { r.Version = version }

// Delete deletes the record if it still has the version ("" = whatever it is).
// Deleting a missing record without a version is no error. Nakama's error for a
// version that no longer fits cannot be told from others.
func Delete(ctx context.Context, nk Deleter, ref Ref, version string) error {
	err := nk.StorageDelete(ctx, []*runtime.StorageDelete{
		{Collection: ref.Collection, Key: ref.Key, UserID: ref.UserID, Version: version},
	})
	if err != nil {
		return fmt.Errorf("delete %s/%s: %w", ref.Collection, ref.Key, err)
	}
	return nil
}
