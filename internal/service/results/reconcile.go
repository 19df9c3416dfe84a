package results

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/schedule"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

const (
	page = 100 // pending records that are read at a time
	// again is for how long results that failed before are tried.
	again = 10 * time.Second
)

// sweepLimits bound the results that are resumed at the same time.
func sweepLimits() parallel.Limits {
	return parallel.Limits{Workers: 4, Slow: 8, Soon: time.Second, Most: time.Minute}
}

// Reconcile updates the boards of the pending results, and deletes what they
// wrote for accounts that are deleted by now. It reads no other results, so its
// cost depends only on the latest games and on earlier failures. Results that fail
// again, or are never answered, delay others little, however many they are. It is safe
// to run on several servers, and beside Record. It returns when the next result is due,
// or the zero time.
func (s *Service) Reconcile(ctx context.Context) (next time.Time, err error) {
	var due due
	left, err := s.pending.Run(ctx, func(ctx context.Context, run *parallel.Run) error {
		return s.findPending(ctx, run, &due)
	})
	if left > 0 {
		due.plan(s.now()) // there was no time for them
	}
	return due.next, err
}

// due is when the first of several results is due.
type due struct {
	mu   sync.Mutex
	next time.Time
}

func (d *due) plan(at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.next = schedule.Earliest(d.next, at)
}

// findPending has the pending results resumed.
func (s *Service) findPending(ctx context.Context, run *parallel.Run, due *due) error {
	cursor := ""
	for {
		pending, following, err := s.nk.StorageList(ctx, "", uuid.System, storage.PendingResults, page, cursor)
		if err != nil {
			return fmt.Errorf("list pending results: %w", err)
		}
		for _, object := range pending {
			run.Do(ctx, object.GetKey(), func(ctx context.Context) error {
				at, err := s.resume(ctx, object)
				if err != nil {
					err = fmt.Errorf("game %s: %w", object.GetKey(), err)
				}
				due.plan(at)
				return err
			})
		}
		if following == "" || ctx.Err() != nil {
			return ctx.Err()
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
