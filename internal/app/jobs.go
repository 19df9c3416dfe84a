package app

import (
	"context"
	"time"

	"sagishi/internal/service/audit"
	"sagishi/internal/service/results"
)

// The names of the jobs.
const (
	payPrizes      = "pay prizes"
	countGames     = "count games"
	deliverNotices = "deliver notices"
	auditBooks     = "audit books"
)

// recorder counts a finished game for its match. What the match could not finish
// is left to the job that counts games, soon.
type recorder struct {
	*results.Service

	retry func()
}

// Record counts a finished game, as results.Service does.
func (r recorder) Record(ctx context.Context, finished results.Game) (map[string]results.PlayerSummary, error) {
	counted, err := r.Service.Record(ctx, finished)
	if err != nil {
		r.retry()
	}
	return counted, err
}

// An hourly sample finds a systematic difference within hours and costs next to
// nothing.
const (
	auditInterval = time.Hour
	auditPlayers  = 100
)

// auditSample is the run of the job that audits some players each hour. The
// runner runs jobs more often than that: it waits for its hour.
func auditSample(books *audit.Service, now func() time.Time) func(context.Context) (time.Time, error) {
	due := now() // of the next audit; only the job's goroutine uses it
	return func(ctx context.Context) (time.Time, error) {
		if now().Before(due) {
			return due, nil
		}
		due = now().Add(auditInterval)
		_, err := books.Sample(ctx, auditPlayers)
		return due, err
	}
}
