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
	next time.Time // when there is work again; zero if nothing is known to come
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
