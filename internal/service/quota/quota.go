package quota

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

const (
	recordKey = "owned"
	// readAtOnce is how many objects are looked for in one read.
	readAtOnce = 100
	// writeTime is how long a write may take after its object was counted.
	writeTime = time.Minute
)

// Service counts the objects that clients write. It keeps nothing in memory.
type Service struct {
	nk    storage.ReadWriter
	limit int
	now   func() time.Time
}

// New makes the service. A player may own at most limit objects, those in the
// server's own collections not counted.
func New(nk storage.ReadWriter, limit int, now func() time.Time) *Service {
	return &Service{nk: nk, limit: limit, now: now}
}

// Object names an object of a player.
type Object struct {
	Collection string `json:"collection"`
	Key        string `json:"key"`
}

// owned is a player's record: the objects that were written, and perhaps some
// that were deleted since, or never came to be because Nakama refused the write.
type owned struct {
	Objects []entry `json:"objects"`
}

type entry struct {
	Object
	At int64 `json:"at"` // when it was counted, in Unix seconds
}

// errNothingNew ends an update that has nothing to write.
var errNothingNew = errors.New("every object is counted")

// Add counts the objects that the player is about to write. Those that are
// counted already cost one read and no write. When the record is full, the
// objects that no longer exist are dropped from it.
//
// Errors: code 8 if the player would own too many; code 10 if too many writes of
// the player run at the same time.
func (s *Service) Add(ctx context.Context, userID string, objects []Object) error {
	ref := storage.Ref{Collection: storage.ClientObjects, Key: recordKey, UserID: userID}
	err := storage.Update(ctx, s.nk, ref, storage.ReadNone, func(record *owned) error {
		added := record.missing(objects)
		if len(added) == 0 {
			return errNothingNew
		}
		if len(record.Objects)+len(added) > s.limit {
			if err := s.dropDeleted(ctx, userID, record); err != nil {
				return err
			}
		}
		if len(record.Objects)+len(added) > s.limit {
			return apierr.Exhausted("objects: a player may own %d, delete some first", s.limit)
		}
		for _, object := range added {
			record.Objects = append(record.Objects, entry{object, s.now().Unix()})
		}
		return nil
	})
	if errors.Is(err, errNothingNew) {
		return nil
	}
	return err
}

// missing returns the objects that the record does not have, each once.
func (o *owned) missing(objects []Object) (missing []Object) {
	for _, object := range objects {
		known := slices.ContainsFunc(o.Objects, func(e entry) bool { return e.Object == object })
		if !known && !slices.Contains(missing, object) {
			missing = append(missing, object)
		}
	}
	return missing
}

// dropDeleted removes the objects that do not exist, unless their write may
// still be on its way.
func (s *Service) dropDeleted(ctx context.Context, userID string, record *owned) error {
	exists := make(map[Object]bool, len(record.Objects))
	for some := range slices.Chunk(record.Objects, readAtOnce) {
		reads := make([]*runtime.StorageRead, len(some))
		for i, e := range some {
			reads[i] = &runtime.StorageRead{Collection: e.Collection, Key: e.Key, UserID: userID}
		}
		found, err := s.nk.StorageRead(ctx, reads)
		if err != nil {
			return fmt.Errorf("look for a player's objects: %w", err)
		}
		for _, object := range found {
			exists[Object{object.GetCollection(), object.GetKey()}] = true
		}
	}
	recent := s.now().Add(-writeTime).Unix()
	record.Objects = slices.DeleteFunc(record.Objects, func(e entry) bool { return !exists[e.Object] && e.At < recent })
	return nil
}
