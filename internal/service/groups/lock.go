package groups

import (
	"context"
	"crypto/rand"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

const (
	// lockLease is when a lock ends by itself, since its holder may have crashed.
	lockLease = 5 * time.Second
	// lockAttempts is how often a lock that is held is tried. Each attempt takes as
	// long as a step of the holder, which makes four.
	lockAttempts = 40
)

// groupLock is the record of the request that holds a group's lock.
type groupLock struct {
	Holder string `json:"holder"`
	Until  int64  `json:"until"` // unix milliseconds
}

// withLock runs fn while no other request, on any server, changes the group's
// metadata. It fails with aborted if the lock stays held.
func (s *Service) withLock(ctx context.Context, groupID string, fn func() error) error {
	lock, err := storage.RetryOnConflict(ctx, lockAttempts, func(ctx context.Context) (storage.Record[groupLock], error) {
		return s.acquire(ctx, groupID)
	})
	if err != nil {
		return err
	}
	// A lock that cannot be deleted ends by itself, and the change is made all the
	// same, so an error here changes nothing for the caller.
	defer func() { _ = storage.Delete(context.WithoutCancel(ctx), s.nk, lock.Ref, lock.Version) }()
	return fn()
}

// acquire takes the group's lock. It fails with aborted if another request holds
// it.
func (s *Service) acquire(ctx context.Context, groupID string) (storage.Record[groupLock], error) {
	lock, err := storage.Read[groupLock](ctx, s.nk, storage.Ref{Collection: storage.GroupLocks, Key: groupID})
	if err != nil {
		return lock, err
	}
	now := s.now()
	if lock.Found() && now.UnixMilli() < lock.Value.Until {
		return lock, apierr.Aborted("another admin is changing the group, try again")
	}
	// A random holder makes the record, and so its version, different from any other.
	lock.Value = groupLock{Holder: rand.Text(), Until: now.Add(lockLease).UnixMilli()}
	err = lock.Save(ctx, s.nk, storage.ReadNone)
	return lock, err
}
