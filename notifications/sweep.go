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
// Notices that fail, or are never answered, delay the others little, however many they
// are. Several servers may sweep at once. Of a notice that two of them have sent, it
// removes the second copy.
func (o *Outbox) Sweep(ctx context.Context) (next time.Time, err error) {
	lateErr := o.writeLate(ctx)
	var found found
	left, err := o.entries.Run(ctx, func(ctx context.Context, run *parallel.Run) error {
		return o.find(ctx, run, &found)
	})
	if left > 0 {
		found.next = o.now() // there was no time for them
	}
	return found.next, errors.Join(lateErr, err)
}

// found is what a sweep finds in the outbox.
type found struct {
	next    time.Time // when the first of those that are not due is
	overdue int
}

// count counts the overdue entries of a page, each once in a sweep.
func (f *found) count(run *parallel.Run, overdue int) {
	if !run.Second() {
		f.overdue += overdue
	}
}

// find has the notices delivered that are due.
func (o *Outbox) find(ctx context.Context, run *parallel.Run, f *found) error {
	cursor := ""
	for {
		list, nextCursor, err := o.nk.StorageList(ctx, "", uuid.System, storage.Outbox, page, cursor)
		if err != nil {
			return fmt.Errorf("list the outbox: %w", err)
		}
		due, late, wait, err := o.split(ctx, list)
		if err != nil {
			return err
		}
		f.count(run, late)
		if wait > 0 {
			f.next = schedule.Earliest(f.next, o.now().Add(wait))
		}
		for _, object := range due {
			run.Do(ctx, object.GetKey(), func(ctx context.Context) error { return o.redeliver(ctx, object) })
		}
		if nextCursor == "" || nextCursor == cursor || ctx.Err() != nil {
			metrics.NoticesOverdue.Set(o.nk, float64(f.overdue))
			return ctx.Err()
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
		if left <= 0 || left > lease+clockStep {
			due = append(due, object)
		} else if wait == 0 || left < wait {
			wait = left
		}
	}
	return due, late, wait, nil
}

// redeliver delivers the notices of an entry that is due.
func (o *Outbox) redeliver(ctx context.Context, object *api.StorageObject) error {
	err := o.takeOver(ctx, object)
	if err != nil {
		err = fmt.Errorf("deliver %s: %w", object.GetKey(), err)
	}
	return err
}

// takeOver takes over an entry, delivers its notices, and removes it. If some
// fail, the entry keeps those alone.
func (o *Outbox) takeOver(ctx context.Context, object *api.StorageObject) error {
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
	if err != nil && len(taken.Value.Notices) > 1 {
		taken.Value.Notices = failed // also in another order
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
