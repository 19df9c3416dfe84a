package tournaments

import (
	"sync"
	"time"

	"sagishi/internal/platform/schedule"
)

// run is one run over a tournament.
type run struct {
	mu   sync.Mutex
	sum  Summary
	next time.Time      // when there is work again; zero if nothing is known to come
	owed map[string]int // winners without a payment, by the key of their page
}

// setOwed notes how many winners of a page are not paid.
func (r *run) setOwed(page string, winners int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.owed == nil {
		r.owed = map[string]int{}
	}
	r.owed[page] = winners
}

// totalOwed is the number of winners in the pages that were read who are not paid.
func (r *run) totalOwed() int {
	total := 0
	for _, winners := range r.owed {
		total += winners
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
