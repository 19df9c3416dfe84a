package tournaments

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

const (
	// pagesAtOnce is how many pages are paid at the same time.
	pagesAtOnce = 4
	// winnersAtOnce is how many winners are paid at the same time when they are
	// paid one by one.
	winnersAtOnce = 8
)

// method is how the winners of a page are paid.
type method int

const (
	together method = iota // in one transaction; failures are not final
	oneByOne
)

// payPeriod pays the winners of a frozen period: page by page, then one by one
// those of the pages that could not be paid as a whole. So no winner's failure
// delays another. It reports whether all are paid.
func (r *Rewards) payPeriod(ctx context.Context, id string, expiry int64, run *run) (bool, error) {
	unpaid, err := r.payTogether(ctx, id, expiry, run)
	errs := []error{err}
	paid := err == nil
	for _, n := range unpaid {
		p, err := r.readPage(ctx, id, expiry, n)
		if err != nil {
			return false, errors.Join(append(errs, err)...)
		}
		ok, err := r.payPage(ctx, p, oneByOne, run)
		paid = paid && ok
		errs = append(errs, err)
	}
	return paid, errors.Join(errs...)
}

// payTogether pays the pages of a period, several at the same time. It returns
// the numbers of those that could not be paid as a whole.
func (r *Rewards) payTogether(ctx context.Context, id string, expiry int64, run *run) (unpaid []int, err error) {
	var mu sync.Mutex
	pages := parallel.NewGroup(pagesAtOnce)
	defer func() { _ = pages.Wait() }() // after a panic too, no page is being paid when this returns
	for n, last := 0, false; !last && err == nil; n++ {
		var p storage.Record[page]
		if p, err = r.readPage(ctx, id, expiry, n); err != nil {
			break
		}
		last = p.Value.Last
		pages.Go(func() error {
			paid, err := r.payPage(ctx, p, together, run)
			if !paid {
				mu.Lock()
				defer mu.Unlock()
				unpaid = append(unpaid, n)
			}
			return err
		})
	}
	err = errors.Join(err, pages.Wait())
	slices.Sort(unpaid)
	return unpaid, err
}

func (r *Rewards) readPage(ctx context.Context, id string, expiry int64, n int) (storage.Record[page], error) {
	p, err := storage.Read[page](ctx, r.nk, pageRef(id, expiry, n))
	if err == nil && !p.Found() {
		err = fmt.Errorf("page %d of the frozen winners is missing", n)
	}
	return p, err
}

// payPage pays the winners of a page whose state is not certain, and saves what
// is certain then. It reports whether all of the page are paid.
func (r *Rewards) payPage(ctx context.Context, p storage.Record[page], how method, run *run) (bool, error) {
	var winners []*winner
	for i := range p.Value.Winners {
		if w := &p.Value.Winners[i]; w.State == "" {
			winners = append(winners, w)
		} else if w.State == statePaid && how == together {
			run.count(Summary{AlreadyPaid: 1})
		}
	}
	run.setOwed(p.Key, len(winners))
	if len(winners) == 0 || len(winners) == 1 && how == together {
		return len(winners) == 0, nil
	}
	certain := r.payWinners(ctx, p.Value, winners, how, run)
	run.setOwed(p.Key, len(winners)-certain)
	if certain > 0 {
		// Losing a race for this loses nothing: the receipts are true.
		if err := p.Save(ctx, r.nk, storage.ReadNone); err != nil && !storage.IsConflict(err) {
			return false, err
		}
	}
	return certain == len(winners), ctx.Err()
}

// payWinners pays winners of a page and sets their states. It returns how many
// are certain now.
func (r *Rewards) payWinners(ctx context.Context, p page, winners []*winner, how method, run *run) int {
	payments := make([]notifications.Payment, 0, len(winners))
	for _, w := range winners {
		payments = append(payments, r.payment(p, *w))
	}
	certain := 0
	for i, result := range r.pay(ctx, payments, how) {
		if result.Err != nil && how == together {
			continue // tried one by one
		}
		w := winners[i]
		if w.State = r.report(ctx, p, *w, result, run); w.State != "" {
			certain++
		}
	}
	return certain
}

func (r *Rewards) pay(ctx context.Context, payments []notifications.Payment, how method) []ledger.Result {
	if how == together {
		return r.outbox.PayAll(ctx, payments)
	}
	results := make([]ledger.Result, len(payments))
	_ = parallel.Each(winnersAtOnce, len(payments), func(i int) error {
		results[i].Outcome, results[i].Err = r.outbox.Pay(ctx, payments[i])
		return nil
	})
	return results
}
