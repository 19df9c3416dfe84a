package app

import (
	"context"
	"time"

	"sagishi/internal/service/results"
)

// The names of the jobs.
const (
	payPrizes      = "pay prizes"
	countGames     = "count games"
	deliverNotices = "deliver notices"
)

// reconcile is the run of the job that counts games. It does not know when more
// is due: a game that cannot be counted yet is an error, which is retried soon.
func reconcile(counts *results.Service) func(context.Context) (time.Time, error) {
	return func(ctx context.Context) (time.Time, error) { return time.Time{}, counts.Reconcile(ctx) }
}
