package notifications

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/storage"
)

// maxLate is how many entries are kept to be written back. Of a further one, nearly
// always still in the database, at worst a copy of a notice is not found.
const maxLate = 1000

// late has the entries that must be written back and could not be yet, by their
// keys. Only this process knows of them.
type late struct {
	mu      sync.Mutex
	entries map[string]record
}

func (l *late) add(r record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, known := l.entries[r.Key]; known || len(l.entries) < maxLate {
		l.entries[r.Key] = r
	}
}

// take removes and returns the entries.
func (l *late) take() []record {
	l.mu.Lock()
	defer l.mu.Unlock()
	entries := slices.Collect(maps.Values(l.entries))
	clear(l.entries)
	return entries
}

// endDelivery ends a delivery that began at that time: it removes the entry if there
// was no error. It writes the entry back instead if something that it sent may yet
// arrive after another server has taken the entry over: if a call had no answer, or
// if it took as long as when this server was paused. Sweep then finds the copies.
func (o *Outbox) endDelivery(ctx context.Context, r record, began time.Time, err error) error {
	if o.now().Sub(began) < deliveryTimeout && !errors.Is(err, context.DeadlineExceeded) {
		if err == nil {
			err = storage.Delete(ctx, o.nk, r.Ref, r.Version)
		}
		return err
	}
	o.wake(o.now().Add(lease))
	return errors.Join(err, o.writeBack(ctx, r))
}

// writeBack writes an entry whether it still exists or not, also after the end of
// the context: that may have passed during a pause. What it cannot write is left to
// the next Sweep.
func (o *Outbox) writeBack(ctx context.Context, r record) error {
	r.Version, r.Value.Back = "", rand.Text()
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeBackTimeout)
	defer cancel()
	if err := r.Save(limited, o.nk, storage.ReadNone); err != nil {
		o.late.add(r)
		return fmt.Errorf("write back %s: %w", r.Key, err)
	}
	return nil
}

// writeLate writes the entries back that could not be written before.
func (o *Outbox) writeLate(ctx context.Context) error {
	_, err := o.lates.Run(ctx, func(ctx context.Context, run *parallel.Run) error {
		for _, r := range o.late.take() {
			if !run.Do(ctx, r.Key, func(ctx context.Context) error { return o.writeBack(ctx, r) }) {
				o.late.add(r)
			}
		}
		return nil
	})
	return err
}
