package app

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/service/audit"
	"sagishi/internal/service/drain"
	"sagishi/internal/service/iap"
	"sagishi/internal/service/results"
	"sagishi/notifications"
	"sagishi/tournaments"
)

// The names of the jobs.
const (
	payPrizes      = "pay prizes"
	countGames     = "count games"
	deliverNotices = "deliver notices"
	grantPurchases = "grant purchases"
	auditBooks     = "audit books"
	watchDrain     = "watch drain"
)

// work has the services whose work the jobs run.
type work struct {
	rewards   *tournaments.Rewards
	counts    *results.Service
	outbox    *notifications.Outbox
	purchases *iap.Service
	books     *audit.Service
	drain     *drain.Service
}

// addAll adds the jobs.
func (r *runner) addAll(w work) {
	r.add(job{name: payPrizes, timeout: 10 * time.Minute, run: w.rewards.RunOnce})
	r.add(job{name: countGames, timeout: 2 * time.Minute, run: w.counts.Reconcile})
	r.add(job{name: deliverNotices, timeout: 2 * time.Minute, run: w.outbox.Sweep})
	r.add(job{name: grantPurchases, timeout: 2 * time.Minute, run: regularly(w.purchases.Reconcile)})
	r.add(job{name: auditBooks, timeout: 2 * time.Minute, run: auditSample(w.books, r.now)})
	r.add(job{name: watchDrain, timeout: 10 * time.Second, run: w.drain.Watch})
}

// regularly is the run of a job that does not know when more is due. What it
// cannot do yet is an error, and is retried soon.
func regularly(work func(context.Context) error) func(context.Context) (time.Time, error) {
	return func(ctx context.Context) (time.Time, error) { return time.Time{}, work(ctx) }
}

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

// purchases grants the store purchases of requests. What a request could not
// grant is left to the job that grants purchases, soon.
type purchases struct {
	*iap.Service

	retry func()
}

// Validated grants a player's purchases, as iap.Service does.
func (p purchases) Validated(ctx context.Context, userID string, response *api.ValidatePurchaseResponse) error {
	err := p.Service.Validated(ctx, userID, response)
	if err != nil {
		p.retry()
	}
	return err
}

// An hourly sample finds a systematic difference within hours and costs next to
// nothing.
const (
	auditInterval = time.Hour
	auditPlayers  = 100

	// firstAudit is when the first one runs after the start of the server. Prometheus
	// reads its metrics before that: an alert sees what the audit adds to them.
	firstAudit = time.Minute
)

// auditSample is the run of the job that audits some players each hour. The
// runner runs jobs more often than that: it waits for its time.
func auditSample(books *audit.Service, now func() time.Time) func(context.Context) (time.Time, error) {
	due := now().Add(firstAudit) // of the next audit; only the job's goroutine uses it
	return func(ctx context.Context) (time.Time, error) {
		if now().Before(due) {
			return due, nil
		}
		due = now().Add(auditInterval)
		_, err := books.Sample(ctx, auditPlayers)
		return due, err
	}
}
