package tournaments

import (
	"sync"
	"time"

	"sagishi/internal/platform/schedule"
	"sagishi/internal/platform/storage"
)

// run is one run over a tournament.
type run struct {
	mu   sync.Mutex
	sum  Summary
	next time.Time // when there is work again; zero if nothing is known to come
	owed map[storage.Ref]owed
}

// owed is how many winners of a page of a period have no payment.
type owed struct {
	expiry  int64
	winners int
}

// setOwed notes how many winners of a page of a period are not paid.
func (r *run) setOwed(page storage.Ref, expiry int64, winners int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.owed == nil {
		r.owed = map[storage.Ref]owed{}
	}
	r.owed[page] = owed{expiry, winners}
}

// settle notes that one of them needs no further payment.
func (r *run) settle(page storage.Ref) {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.owed[page]
	o.winners--
	r.owed[page] = o
}

// totalOwed is the number of winners in the pages that were read who are not paid.
func (r *run) totalOwed() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	total := 0
	for _, o := range r.owed {
		total += o.winners
	}
	return total
}

// owedOf is the number of those of one period.
func (r *run) owedOf(expiry int64) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	total := 0
	for _, o := range r.owed {
		if o.expiry == expiry {
			total += o.winners
		}
	}
	return total
}

func (r *run) count(s Summary) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Periods += s.Periods
	r.sum.Paid += s.Paid
	r.sum.AlreadyPaid += s.AlreadyPaid
	r.sum.Failed += s.Failed
	r.sum.Coins += s.Coins
}

// plan asks for another run.
func (r *run) plan(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next = schedule.Earliest(r.next, at)
}
