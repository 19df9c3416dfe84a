package groups

import (
	"context"
	"crypto/rand"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/storage"
)

const (
	// lockLease is when a lock ends by itself, since its holder may have crashed. It is
	// longer than the holder, whose request ends, may take: nothing else keeps a slow
	// holder from undoing the change of the next one. It may be up to a second less than
	// this: Nakama reads times in whole seconds.
	lockLease = callback.AnswerTime + 2*time.Second
	// lockAttempts is how often a lock that is held is tried. Each attempt takes as
	// long as a step of the holder, which makes four.
	lockAttempts = 80
	// releaseTimeout bounds the release of a lock, for which the client waits, also
	// after the end of its request.
	releaseTimeout = time.Second
)

// groupLock is the record of the request that holds a group's lock. The lease
// begins when it is written.
type groupLock struct {
	Holder string `json:"holder"`
}

// withLock runs fn while no other request, on any server, changes the group's
// metadata. It fails with aborted if the lock stays held.
func (s *Service) withLock(ctx context.Context, groupID string, fn func() error) error {
	first := true
	lock, err := storage.RetryOnConflict(ctx, lockAttempts, func(ctx context.Context) (storage.Record[groupLock], error) {
		mayHaveEnded := first
		first = false
		return s.acquire(ctx, groupID, mayHaveEnded)
	})
	if err != nil {
		return err
	}
	defer s.release(ctx, lock)
	return fn()
}

// release gives the lock back, also after the end of the request. A lock that
// cannot be deleted ends by itself, and the change is made all the same, so an
// error here changes nothing for the caller.
func (s *Service) release(ctx context.Context, lock storage.Record[groupLock]) {
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
	defer cancel()
	_ = storage.Delete(limited, s.nk, lock.Ref, lock.Version)
}

// acquire takes the group's lock. It fails with aborted if another request holds
// it. Whether the lock has ended it asks only in the first attempt of a request: a
// lock that is found later is younger, or was asked about, and each question is a
// write to a row that all groups and servers share.
func (s *Service) acquire(ctx context.Context, groupID string, mayHaveEnded bool) (storage.Record[groupLock], error) {
	lock, err := storage.Read[groupLock](ctx, s.nk, storage.Ref{Collection: storage.GroupLocks, Key: groupID})
	if err != nil {
		return lock, err
	}
	if lock.Found() && !mayHaveEnded {
		return lock, errHeld()
	}
	if lock.Found() {
		if err := s.checkEnded(ctx, lock); err != nil {
			return lock, err
		}
	}
	// A random holder makes the record, and so its version, different from any other.
	lock.Value = groupLock{Holder: rand.Text()}
	err = lock.Save(ctx, s.nk, storage.ReadNone)
	return lock, err
}

// checkEnded fails with aborted while the lock's lease goes on. It goes by the
// database's clock: by its own, a server that is ahead would break the locks of
// the others.
func (s *Service) checkEnded(ctx context.Context, lock storage.Record[groupLock]) error {
	now, err := storage.DatabaseTime(ctx, s.nk)
	if err == nil && now.Before(lock.Written.Add(lockLease)) {
		return errHeld()
	}
	return err
}

func errHeld() error { return apierr.Aborted("another admin is changing the group, try again") }
