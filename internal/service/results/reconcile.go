package results

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/schedule"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

const (
	page    = 100 // pending records that are read at a time
	workers = 4   // results that are resumed at the same time, so that one that hangs delays no other
)

// Reconcile updates the boards of the pending results, and deletes what they
// wrote for accounts that are deleted by now. It reads no other results, so its
// cost depends only on the latest games and on earlier failures. A result that
// fails again does not delay others. It is safe to run on several servers, and
// beside Record. It returns when the next result is due, or the zero time.
func (s *Service) Reconcile(ctx context.Context) (next time.Time, err error) {
	var failures []error
	cursor := ""
	for {
		pending, following, err := s.nk.StorageList(ctx, "", uuid.System, storage.PendingResults, page, cursor)
		if err != nil {
			return next, errors.Join(append(failures, fmt.Errorf("list pending results: %w", err))...)
		}
		due := make([]time.Time, len(pending))
		failures = append(failures, parallel.Each(workers, len(pending), func(i int) (err error) {
			if due[i], err = s.resume(ctx, pending[i]); err != nil {
				return fmt.Errorf("game %s: %w", pending[i].GetKey(), err)
			}
			return nil
		}))
		for _, at := range due {
			next = schedule.Earliest(next, at)
		}
		if following == "" || ctx.Err() != nil {
			return next, errors.Join(failures...)
		}
		cursor = following
	}
}

// resume does what is due for a pending result, and returns when more is.
func (s *Service) resume(ctx context.Context, object *api.StorageObject) (due time.Time, err error) {
	var state pendingState
	if err := json.Unmarshal([]byte(object.GetValue()), &state); err != nil {
		return due, fmt.Errorf("decode pending record: %w", err)
	}
	if due = time.Unix(state.RecheckAt, 0); state.RecheckAt != 0 && s.now().Before(due) {
		return due, nil
	}
	game := object.GetKey()
	r, err := s.load(ctx, game)
	switch {
	case err != nil:
		return time.Time{}, err
	case r.pending && r.Found():
		return s.updateBoards(ctx, &r.Record)
	case state.RecheckAt == 0 && r.Found():
		return time.Time{}, nil // another server has just brought the boards up to date
	}
	if err := s.removeOrphans(ctx, r.Value); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, storage.Delete(ctx, s.nk, pendingRef(game), "")
}
