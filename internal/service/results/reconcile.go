package results

import (
	"context"
	"errors"
	"fmt"

	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// page is how many pending records are read at a time.
const page = 100

// Reconcile updates the boards of the pending results and reads no others, so
// its cost depends only on earlier failures. A result that fails again does not
// delay others. It is safe to run on several servers, and beside Record.
func (s *Service) Reconcile(ctx context.Context) error {
	var failures []error
	cursor := ""
	for {
		pending, next, err := s.nk.StorageList(ctx, "", uuid.System, storage.PendingResults, page, cursor)
		if err != nil {
			return errors.Join(append(failures, fmt.Errorf("list pending results: %w", err))...)
		}
		for _, object := range pending {
			if err := s.resume(ctx, object.GetKey()); err != nil {
				failures = append(failures, fmt.Errorf("game %s: %w", object.GetKey(), err))
			}
		}
		if next == "" || ctx.Err() != nil {
			return errors.Join(failures...)
		}
		cursor = next
	}
}

func (s *Service) resume(ctx context.Context, game string) error {
	r, err := s.load(ctx, game)
	if err != nil || !r.pending {
		return err
	}
	if !r.Found() {
		return storage.Delete(ctx, s.nk, pendingRef(game), "")
	}
	return s.updateBoards(ctx, &r.Record)
}
