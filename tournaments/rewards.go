package tournaments

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/schedule"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

// Nakama is the part of the server that paying rewards uses.
type Nakama interface {
	storage.ReadWriter
	metrics.Counters
	metrics.Gauges
	CronNext(expression string, timestamp int64) (int64, error)
	TournamentsGetId(ctx context.Context, tournamentIDs []string) ([]*api.Tournament, error)
	TournamentRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error)
}

// Options are the choices of Rewards.
type Options struct {
	Prizes Prizes
	Week   string        // the cron expression by which tournaments reset
	Settle time.Duration // from a period's end until its winners are frozen
	Page   int           // winners in a record; 0 means 100
}

// Rewards pays the winners of tournaments.
type Rewards struct {
	nk      Nakama
	outbox  *notifications.Outbox
	logger  runtime.Logger
	options Options
	now     func() time.Time

	winners *parallel.Sweep // pays one by one

	mu     sync.Mutex
	logged map[string]time.Time // when a winner's failure was last logged
}

// New makes the payer.
func New(nk Nakama, outbox *notifications.Outbox, logger runtime.Logger, options Options, now func() time.Time) *Rewards {
	if options.Page == 0 {
		options.Page = 100
	}
	return &Rewards{
		nk: nk, outbox: outbox, logger: logger, options: options, now: now, logged: map[string]time.Time{},
		winners: parallel.NewSweep(winnerLimits(), again),
	}
}

// Summary counts the payments of one run.
type Summary struct {
	Periods     int   `json:"periods"`      // ended periods with winners that were looked at
	Paid        int   `json:"paid"`         // winners paid by this run
	AlreadyPaid int   `json:"already_paid"` // winners paid before
	Failed      int   `json:"failed"`       // winners without a payment; they are tried again
	Coins       int64 `json:"coins"`        // paid by this run
}

// Pay pays what is due in the tournament: every period that has ended and
// settled, never the running one. It also looks at the latest periods that are
// paid already, so that its answer shows them. The error has the code NotFound
// for an unknown tournament. Any other error means that something could not be
// read or written; what was paid is paid.
func (r *Rewards) Pay(ctx context.Context, tournamentID string) (Summary, error) {
	run, err := r.payTournament(ctx, tournamentID, true)
	return run.sum, err
}

// RunOnce pays what is due in every tournament. It returns when it has work
// again: when the next period has settled, or when a payment is to be repeated.
func (r *Rewards) RunOnce(ctx context.Context) (next time.Time, err error) {
	var errs []error
	owed := 0
	for _, d := range definitions {
		run, err := r.payTournament(ctx, d.ID, false)
		next = schedule.Earliest(next, run.next)
		owed += run.totalOwed()
		errs = append(errs, err)
	}
	err = errors.Join(errs...)
	if err == nil || owed > 0 { // else nothing could be read, which is not "none"
		metrics.RewardsOwed.Set(r.nk, float64(owed))
	}
	return next, err
}

func (r *Rewards) payTournament(ctx context.Context, id string, withRecent bool) (*run, error) {
	run := &run{}
	tournament, err := r.find(ctx, id)
	if err != nil {
		return run, err
	}
	c, err := r.readCheckpoint(ctx, tournament)
	if err != nil {
		return run, err
	}
	due, next, err := r.duePeriods(tournament, c)
	if err != nil {
		return run, err
	}
	run.plan(next)
	errs := []error{r.freezeDue(ctx, tournament, due)}
	if len(due) > 0 {
		if c, err = r.readCheckpoint(ctx, tournament); err != nil {
			return run, errors.Join(append(errs, err)...)
		}
	}
	paid, err := r.payPeriods(ctx, id, c.unpaid(withRecent), run)
	run.count(Summary{Failed: run.totalOwed()})
	errs = append(errs, err)
	for _, expiry := range paid {
		if slices.Contains(c.Open, expiry) {
			errs = append(errs, r.updateCheckpoint(ctx, id, func(c *checkpoint) { c.close(expiry) }))
		}
	}
	return run, errors.Join(errs...)
}

func (r *Rewards) find(ctx context.Context, id string) (*api.Tournament, error) {
	if !Known(id) {
		return nil, apierr.NotFound("tournament_id: there is no tournament %q", id)
	}
	found, err := r.nk.TournamentsGetId(ctx, []string{id})
	if err != nil {
		return nil, fmt.Errorf("read tournament %s: %w", id, err)
	}
	if len(found) == 0 {
		return nil, apierr.NotFound("tournament_id: there is no tournament %q", id)
	}
	return found[0], nil
}

func formatTime(unix int64) string { return time.Unix(unix, 0).UTC().Format(time.RFC3339) }
