package groups

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

const (
	// turnLength is when a turn ends by itself, since its holder may have crashed.
	turnLength = 5 * time.Second
	// tries is how often a taken turn is looked at again. Each look takes as long
	// as a step of the holder, of which there are four.
	tries = 40
)

// turn is the record of whose turn it is.
type turn struct {
	Holder string `json:"holder"`
	Until  int64  `json:"until"` // unix milliseconds
}

// inTurn runs fn while no other server or request changes the group's metadata.
func (s *Service) inTurn(ctx context.Context, groupID string, fn func() error) error {
	ref := storage.Ref{Collection: storage.GroupLocks, Key: groupID}
	for range tries {
		version, err := s.takeTurn(ctx, ref)
		if err != nil {
			return err
		}
		if version == "" {
			continue
		}
		// A turn that cannot be given back ends by itself, and the change is made
		// all the same; so there is no one to tell.
		defer func() {
			_ = s.nk.StorageDelete(context.WithoutCancel(ctx), []*runtime.StorageDelete{
				{Collection: ref.Collection, Key: ref.Key, Version: version},
			})
		}()
		return fn()
	}
	return apierr.Aborted("another admin is changing the group, try again")
}

// takeTurn returns the version of the record that holds the turn, or "" if it is
// somebody else's.
func (s *Service) takeTurn(ctx context.Context, ref storage.Ref) (string, error) {
	held, err := storage.Read[turn](ctx, s.nk, ref)
	if err != nil {
		return "", err
	}
	now := s.now()
	if held.Found() && now.UnixMilli() < held.Value.Until {
		return "", nil
	}
	// The holder's name makes each record, and so its version, unlike any other.
	mine := turn{Holder: rand.Text(), Until: now.Add(turnLength).UnixMilli()}
	write, err := storage.Write(ref, mine, held.Version, storage.ReadNone)
	if err != nil {
		return "", err
	}
	acks, err := s.nk.StorageWrite(ctx, []*runtime.StorageWrite{write})
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("take turn: %w", err)
	}
	return acks[0].GetVersion(), nil
}
