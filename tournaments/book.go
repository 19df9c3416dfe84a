package tournaments

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// book is what the server knows of a tournament's ended periods, each named by
// its expiry in unix seconds.
type book struct {
	Through int64   `json:"through"` // all periods up to here are frozen
	Reset   int64   `json:"reset"`   // the last reset by Nakama's own account that is frozen
	Open    []int64 `json:"open"`    // frozen, with winners who are not paid and told
	Recent  []int64 `json:"recent"`  // the last ones frozen with winners
}

// most is how many periods one run freezes at most.
const most = 1000

// recent is how many periods a run by hand looks back over, settled or not.
const recent = 4

// attempts is how often a change that lost a race is tried again.
const attempts = 5

func bookRef(id string) storage.Ref { return storage.Ref{Collection: storage.Rewards, Key: id} }

func (b *book) freeze(expiry int64, winners bool) {
	b.Through = max(b.Through, expiry)
	if !winners || slices.Contains(b.Recent, expiry) {
		return
	}
	b.Open = append(b.Open, expiry)
	b.Recent = append(b.Recent, expiry)
	if len(b.Recent) > recent {
		b.Recent = b.Recent[len(b.Recent)-recent:]
	}
}

func (b *book) close(expiry int64) {
	b.Open = slices.DeleteFunc(b.Open, func(e int64) bool { return e == expiry })
}

func (r *Rewards) changeBook(ctx context.Context, id string, change func(*book)) error {
	for range attempts {
		b, err := storage.Read[book](ctx, r.nk, bookRef(id))
		if err != nil {
			return err
		}
		change(&b.Value)
		write, err := storage.Write(b.Ref, b.Value, b.Version, storage.ReadNone)
		if err != nil {
			return err
		}
		_, err = r.nk.StorageWrite(ctx, []*runtime.StorageWrite{write})
		if errors.Is(err, runtime.ErrStorageRejectedVersion) {
			continue
		}
		if err != nil {
			return fmt.Errorf("write book of %s: %w", id, err)
		}
		return nil
	}
	return apierr.Aborted("too many changes of the book of %s at the same time", id)
}

// freezeDue freezes every period that has ended and settled and is not frozen
// yet, the oldest first.
func (r *Rewards) freezeDue(ctx context.Context, t *api.Tournament) error {
	b, err := storage.Read[book](ctx, r.nk, bookRef(t.GetId()))
	if err != nil {
		return err
	}
	due, err := r.due(t, b.Value)
	if err != nil {
		return err
	}
	for _, p := range due {
		winners, err := r.freeze(ctx, t, p.expiry)
		if err != nil {
			return fmt.Errorf("freeze period %s of %s: %w", at(p.expiry), t.GetId(), err)
		}
		if err := r.changeBook(ctx, t.GetId(), func(b *book) {
			b.freeze(p.expiry, winners)
			b.Reset = max(b.Reset, p.reset)
		}); err != nil {
			return err
		}
	}
	return nil
}

// period is one that is due. Its reset is its expiry again if Nakama named it.
type period struct{ expiry, reset int64 }

// due lists the periods that wait to be frozen. They follow from the schedule,
// since Nakama tells nobody of a period that ended while the server was down.
// What Nakama itself names is added to them: a tournament that exists keeps
// its schedule even if the configuration has another one by now, and its
// active time may end before the reset.
func (r *Rewards) due(t *api.Tournament, b book) ([]period, error) {
	created := t.GetCreateTime().GetSeconds()
	last := b.Through
	if last == 0 {
		last = created
	}
	var due []period
	for len(due) < most {
		next, err := r.nk.CronNext(r.options.Week, last)
		if err != nil {
			return nil, fmt.Errorf("week reset %q: %w", r.options.Week, err)
		}
		if next <= last || !r.settled(next) {
			break
		}
		due = append(due, period{expiry: next})
		last = next
	}
	previous, next := int64(t.GetPrevReset()), int64(t.GetNextReset())
	if previous > max(created, b.Reset) && r.settled(previous) {
		due = slices.DeleteFunc(due, func(p period) bool { return p.expiry == previous })
		due = append(due, period{expiry: previous, reset: previous})
	}
	if end := int64(t.GetEndActive()); end > 0 && end < next && next > b.Reset && r.settled(end) {
		due = append(due, period{expiry: next, reset: next})
	}
	return due, nil
}

// settled reports whether what was written before the end is there by now: a
// write may commit a moment after it.
func (r *Rewards) settled(end int64) bool {
	return !r.now().Before(time.Unix(end, 0).Add(r.options.Settle))
}
