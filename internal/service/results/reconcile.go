package results

import (
	"context"
	"errors"
	"fmt"

	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// page is how many notes are read at a time.
const page = 100

// Reconcile finishes the results that are noted as unfinished, and nothing
// else: its cost follows what a failure left. One that fails again delays no
// other. It is safe to run on several servers, and beside Record.
func (s *Service) Reconcile(ctx context.Context) error {
	var faults []error
	cursor := ""
	for {
		notes, next, err := s.nk.StorageList(ctx, "", uuid.System, storage.Unfinished, page, cursor)
		if err != nil {
			return errors.Join(append(faults, fmt.Errorf("list unfinished results: %w", err))...)
		}
		for _, note := range notes {
			if err := s.resume(ctx, note.GetKey()); err != nil {
				faults = append(faults, fmt.Errorf("game %s: %w", note.GetKey(), err))
			}
		}
		if next == "" || ctx.Err() != nil {
			return errors.Join(faults...)
		}
		cursor = next
	}
}

func (s *Service) resume(ctx context.Context, game string) error {
	r, unfinished, err := s.find(ctx, game)
	if err != nil || !unfinished {
		return err
	}
	if !r.Found() {
		return s.forget(ctx, game)
	}
	return s.finish(ctx, &r)
}
