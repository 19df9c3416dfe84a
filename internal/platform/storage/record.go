package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/uuid"
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
	Written time.Time // last, by the database's clock in whole seconds; zero if there was none
}

// New returns a record that does not exist yet.
func New[T any](ref Ref) Record[T] { return Record[T]{Ref: ref, Version: Absent} }

// Found reports whether the record existed.
func (r Record[T]) Found() bool { return r.Version != Absent }

// Read reads one record. A missing one is no error: it has the zero value and
// the version Absent.
func Read[T any](ctx context.Context, nk Reader, ref Ref) (Record[T], error) {
	record := New[T](ref)
	err := ReadAll(ctx, nk, &record)
	return record, err
}

// Target is a record of any type that ReadAll and ReadEach read into: the
// pointer to one that New made.
type Target interface {
	ref() Ref
	decode(object *api.StorageObject) error
}

// ReadAll reads several records in one call. Those that are missing stay as they
// are. A record that cannot be decoded is an error; the others are read all the
// same.
func ReadAll(ctx context.Context, nk Reader, targets ...Target) error {
	var damaged []error
	err := ReadEach(ctx, nk, targets, func(_ Ref, err error) { damaged = append(damaged, err) })
	return errors.Join(append(damaged, err)...)
}

// ReadEach is ReadAll for callers that can go on without a record that cannot be
// decoded: it passes each of them to damaged.
func ReadEach(ctx context.Context, nk Reader, targets []Target, damaged func(Ref, error)) error {
	if len(targets) == 0 {
		return nil
	}
	reads, byRef := make([]*runtime.StorageRead, len(targets)), make(map[Ref]Target, len(targets))
	for i, target := range targets {
		ref := target.ref()
		reads[i] = &runtime.StorageRead{Collection: ref.Collection, Key: ref.Key, UserID: ref.UserID}
		byRef[ref.canonical()] = target
	}
	objects, err := nk.StorageRead(ctx, reads)
	if err != nil {
		return fmt.Errorf("read %s/%s: %w", reads[0].Collection, reads[0].Key, err)
	}
	for _, object := range objects {
		target, ok := byRef[RefOf(object)]
		if !ok {
			continue
		}
		if err := target.decode(object); err != nil {
			damaged(target.ref(), err)
		}
	}
	return nil
}

// RefOf names a record that Nakama has read or written. The server's own has no
// UserID.
func RefOf(object interface {
	GetCollection() string
	GetKey() string
	GetUserId() string
},
) Ref {
	return Ref{Collection: object.GetCollection(), Key: object.GetKey(), UserID: object.GetUserId()}.canonical()
}

// canonical is the form in which two names of one record compare: Nakama may
// name the server as owner by its user id.
func (r Ref) canonical() Ref {
	r.UserID = strings.ToLower(r.UserID)
	if r.UserID == uuid.System {
		r.UserID = ""
	}
	return r
}

func (r *Record[T]) ref() Ref { return r.Ref }

func (r *Record[T]) decode(object *api.StorageObject) error {
	if err := json.Unmarshal([]byte(object.GetValue()), &r.Value); err != nil {
		return fmt.Errorf("decode %s/%s: %w", r.Collection, r.Key, err)
	}
	r.Version = object.GetVersion()
	r.Written = object.GetUpdateTime().AsTime()
	return nil
}
