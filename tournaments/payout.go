package tournaments

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

// pageLimits bound the pages that are paid at the same time. A page takes a fraction of
// a second.
func pageLimits() parallel.Limits {
	return parallel.Limits{Workers: 4, Slow: 8, Soon: 3 * time.Second, Most: 20 * time.Second}
}

// frozenPeriod is a period with winners, of whom some may not be paid.
type frozenPeriod struct {
	id     string // of the tournament
	expiry int64

	mu     sync.Mutex
	unpaid []int // the pages that could not be paid as a whole
	errs   []error
}

func (p *frozenPeriod) addUnpaid(page int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unpaid = append(p.unpaid, page)
}

func (p *frozenPeriod) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.errs = append(p.errs, err)
}

// payPeriods pays the winners of frozen periods: page by page, then one by one those of
// the pages that could not be paid as a whole. So winners who cannot be paid, or whose
// payments are never answered, delay others little, however many they are. It returns
// the periods of which all winners are paid.
func (r *Rewards) payPeriods(ctx context.Context, id string, expiries []int64, run *run) (paid []int64, err error) {
	periods := make([]*frozenPeriod, 0, len(expiries))
	for _, expiry := range expiries {
		run.count(Summary{Periods: 1})
		p := &frozenPeriod{id: id, expiry: expiry}
		r.payPages(ctx, p, run)
		periods = append(periods, p)
	}
	r.payOneByOne(ctx, periods, run)
	var errs []error
	for _, p := range periods {
		err := errors.Join(append(p.errs, ctx.Err())...)
		if err != nil {
			errs = append(errs, fmt.Errorf("period %s of %s: %w", formatTime(p.expiry), id, err))
		} else if run.owedOf(p.expiry) == 0 {
			paid = append(paid, p.expiry)
		}
	}
	return paid, errors.Join(errs...)
}

// payPages pays the pages of a period, several at the same time, each in one
// transaction.
func (r *Rewards) payPages(ctx context.Context, p *frozenPeriod, run *run) {
	pages := parallel.NewPool(pageLimits())
	defer func() { _ = pages.Wait() }() // after a panic too, no page is being paid when this returns
	for n, last := 0, false; !last; n++ {
		record, err := r.readPage(ctx, p, n)
		if err != nil {
			p.fail(err)
			break
		}
		last = record.Value.Last
		if !pages.Go(ctx, func(limited context.Context) error {
			if !r.payPage(ctx, limited, record, run) {
				p.addUnpaid(n)
			}
			return nil
		}) {
			break
		}
	}
	_ = pages.Wait()
	slices.Sort(p.unpaid)
}

func (r *Rewards) readPage(ctx context.Context, p *frozenPeriod, n int) (storage.Record[page], error) {
	record, err := storage.Read[page](ctx, r.nk, pageRef(p.id, p.expiry, n))
	if err == nil && !record.Found() {
		err = fmt.Errorf("page %d of the frozen winners is missing", n)
	}
	return record, err
}

// payPage pays the winners of a page whose state is not certain in one transaction,
// within the limited context, and saves what is certain then. It reports whether all
// of the page are paid. A winner who failed before is left out, and so is a single one:
// they are paid one by one.
func (r *Rewards) payPage(ctx, limited context.Context, record storage.Record[page], run *run) bool {
	var payments []notifications.Payment
	var winners []*winner
	open := 0
	for i := range record.Value.Winners {
		w := &record.Value.Winners[i]
		switch {
		case w.State == statePaid:
			run.count(Summary{AlreadyPaid: 1})
		case w.State != "":
		case r.winners.Failed(key(record.Value.TournamentID, record.Value.Expiry, w.UserID)):
			open++
		default:
			open++
			winners = append(winners, w)
			payments = append(payments, r.payment(record.Value, *w))
		}
	}
	run.setOwed(record.Ref, record.Value.Expiry, open)
	if len(winners) < 2 {
		return open == 0
	}
	book := &book{Rewards: r, run: run, record: record}
	for i, result := range r.outbox.PayAll(limited, payments) {
		if result.Err == nil { // else tried one by one
			book.settle(ctx, winners[i], result)
		}
	}
	return book.save(ctx) == nil && book.certain == open
}
