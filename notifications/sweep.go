package notifications

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/schedule"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// Sweep delivers the notices that have been in the outbox for longer than a
// delivery takes. It returns when the next of the others is due, or the zero time.
// A notice that fails delays no other. Several servers may sweep at once. Of a
// notice that two of them have sent, it removes the second copy.
func (o *Outbox) Sweep(ctx context.Context) (next time.Time, err error) {
	errs := o.writeLate(ctx)
	overdue := 0
	cursor := ""
	for {
		list, nextCursor, err := o.nk.StorageList(ctx, "", uuid.System, storage.Outbox, page, cursor)
		if err != nil {
			return next, errors.Join(append(errs, fmt.Errorf("list the outbox: %w", err))...)
		}
		due, late, wait, err := o.split(ctx, list)
		if err != nil {
			return next, errors.Join(append(errs, err)...)
		}
		overdue += late
		if wait > 0 {
			next = schedule.Earliest(next, o.now().Add(wait))
		}
		errs = append(errs, parallel.Each(workers, len(due), func(i int) error {
			if err := o.redeliver(ctx, due[i]); err != nil {
				return fmt.Errorf("deliver %s: %w", due[i].GetKey(), err)
			}
			return nil
		}))
		if nextCursor == "" || nextCursor == cursor || ctx.Err() != nil {
			metrics.NoticesOverdue.Set(o.nk, float64(overdue))
			return next, errors.Join(errs...)
		}
		cursor = nextCursor
	}
}

// split picks the entries whose lease has ended, counts those that are older than a
// lease (each attempt begins another), and says how long the first of the others still
// waits (0 = there are none). It goes by the database's clock, as the
// entries do: by its own, a server that is ahead would take over what another is
// delivering.
func (o *Outbox) split(ctx context.Context, entries []*api.StorageObject) (due []*api.StorageObject, late int, wait time.Duration, err error) {
	if len(entries) == 0 {
		return nil, 0, 0, nil
	}
	now, err := storage.DatabaseTime(ctx, o.nk)
	if err != nil {
		return nil, 0, 0, err
	}
	for _, object := range entries {
		if !object.GetCreateTime().AsTime().Add(lease).After(now) {
			late++
		}
		left := object.GetUpdateTime().AsTime().Add(lease).Sub(now)
		if left <= 0 {
			due = append(due, object)
		} else if wait == 0 || left < wait {
			wait = left
		}
	}
	return due, late, wait, nil
}

// redeliver takes over an entry, delivers its notices, and removes it. If some
// fail, the entry keeps those alone.
func (o *Outbox) redeliver(ctx context.Context, object *api.StorageObject) error {
	taken := record{Ref: outboxRef(object.GetKey()), Version: object.GetVersion()}
	if err := json.Unmarshal([]byte(object.GetValue()), &taken.Value); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	taken.Value.Tries++
	began := o.now()
	if err := taken.Save(ctx, o.nk, storage.ReadNone); err != nil {
		if storage.IsConflict(err) {
			return nil // another server has taken it over
		}
		return err
	}
	limited, cancel := o.limit(ctx, began)
	defer cancel()
	failed, err := o.sendEach(limited, taken.Value.Notices)
	if err != nil && len(failed) < len(taken.Value.Notices) {
		taken.Value.Notices = failed
		err = errors.Join(err, taken.Save(ctx, o.nk, storage.ReadNone))
	}
	return o.endDelivery(ctx, taken, began, err)
}

// Waiting returns the notices to a player that are not delivered yet, as far as
// they are among the first 100 entries of the outbox: mostly it has none.
func (o *Outbox) Waiting(ctx context.Context, userID string) ([]Notice, error) {
	list, _, err := o.nk.StorageList(ctx, "", uuid.System, storage.Outbox, page, "")
	if err != nil {
		return nil, fmt.Errorf("list the outbox: %w", err)
	}
	waiting := []Notice{}
	for _, object := range list {
		var e entry
		if err := json.Unmarshal([]byte(object.GetValue()), &e); err != nil {
			return nil, fmt.Errorf("decode %s: %w", object.GetKey(), err)
		}
		for _, notice := range e.Notices {
			if notice.UserID == userID {
				waiting = append(waiting, notice)
			}
		}
	}
	return waiting, nil
}
