package tournaments

import (
	"context"
	"sync"
	"time"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/storage"
)

// again is for how long a run tries the winners who failed before.
const again = 10 * time.Second

// winnerLimits bound the winners who are paid at the same time, one by one.
func winnerLimits() parallel.Limits {
	return parallel.Limits{Workers: 8, Slow: 16, Soon: time.Second, Most: 20 * time.Second}
}

// payOneByOne pays the winners of the pages that were not paid as a whole: those who
// failed in an earlier run after all others.
func (r *Rewards) payOneByOne(ctx context.Context, periods []*frozenPeriod, run *run) {
	left, _ := r.winners.Run(ctx, func(ctx context.Context, sweep *parallel.Run) error {
		for _, p := range periods {
			for _, n := range p.unpaid {
				record, err := r.readPage(ctx, p, n)
				if err != nil {
					p.fail(err)
					continue
				}
				r.payWinners(ctx, &book{Rewards: r, run: run, record: record, period: p}, sweep)
			}
		}
		return nil
	})
	if left > 0 {
		run.plan(r.now()) // there was no time for them
	}
}

// payWinners pays the winners of a page whose state is not certain. The page is saved
// when all of them are done.
func (r *Rewards) payWinners(ctx context.Context, b *book, sweep *parallel.Run) {
	b.open(1)
	defer b.done(ctx)
	page := b.record.Value
	for i := range page.Winners {
		w := &page.Winners[i]
		if w.State != "" {
			continue
		}
		b.open(1)
		started := sweep.Do(ctx, key(page.TournamentID, page.Expiry, w.UserID), func(limited context.Context) error {
			defer b.done(ctx)
			var result ledger.Result
			result.Outcome, result.Err = r.outbox.Pay(limited, r.payment(page, *w))
			b.settle(ctx, w, result)
			return result.Err
		})
		if !started {
			b.done(ctx)
		}
	}
}

// book keeps the record of a page while its winners are paid.
type book struct {
	*Rewards

	run    *run
	record storage.Record[page]
	period *frozenPeriod

	mu      sync.Mutex
	pending int // payments of the page that have not ended
	certain int // winners whose state has become certain
}

// settle notes the result of the payment of one winner. Calls for different winners of
// the page may run at the same time.
func (b *book) settle(ctx context.Context, w *winner, result ledger.Result) {
	state := b.report(ctx, b.record.Value, *w, result, b.run)
	b.mu.Lock()
	defer b.mu.Unlock()
	if w.State = state; state != "" {
		b.certain++
		b.run.settle(b.record.Ref)
	}
}

func (b *book) open(payments int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pending += payments
}

// done ends a payment of the page, the last of which saves it.
func (b *book) done(ctx context.Context) {
	b.mu.Lock()
	b.pending--
	last := b.pending == 0
	b.mu.Unlock()
	if !last {
		return
	}
	if err := b.save(ctx); err != nil {
		b.period.fail(err)
	}
}

// save saves the page if something in it has become certain.
func (b *book) save(ctx context.Context) error {
	if b.certain == 0 {
		return nil
	}
	// Losing a race for this loses nothing: the receipts are true.
	if err := b.record.Save(ctx, b.nk, storage.ReadNone); err != nil && !storage.IsConflict(err) {
		return err
	}
	return nil
}
