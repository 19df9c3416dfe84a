// Package tournaments defines the weekly tournament and pays its winners.
//
// A period is known by its expiry, the time at which Nakama resets the
// tournament. When a period has ended and settled, its winners are frozen once,
// page by page, in records of the server's own. Each winner is then paid
// through the ledger of once, whose receipt makes the coins move exactly once,
// and told; the receipt also remembers the telling. A book for each tournament
// says up to where periods are frozen and which of them are still open. All of
// this can be cut off anywhere, run twice and run by several servers at once.
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
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

// Nakama is what paying rewards needs of the server.
type Nakama interface {
	storage.Reader
	notifications.Sender
	notifications.Lister
	StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error)
	CronNext(expression string, timestamp int64) (int64, error)
	UsersGetId(ctx context.Context, userIDs, facebookIDs []string) ([]*api.User, error)
	TournamentsGetId(ctx context.Context, tournamentIDs []string) ([]*api.Tournament, error)
	TournamentRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error)
	MetricsCounterAdd(name string, tags map[string]string, delta int64)
}

// Job is further work that is looked for whenever rewards are.
type Job struct {
	Name string
	Do   func(ctx context.Context) error
}

// Options are the choices of Rewards.
type Options struct {
	Prizes Prizes
	Week   string        // the cron expression by which tournaments begin anew
	Settle time.Duration // from a period's end until its winners are frozen
	Every  time.Duration // between two looks for unpaid prizes
	Page   int           // winners in a record; 0 means 100
	Also   []Job
}

// Rewards pays the winners of tournaments.
type Rewards struct {
	nk      Nakama
	ledger  *ledger.Ledger
	logger  runtime.Logger
	options Options
	now     func() time.Time
	wakes   chan time.Time // when the loop should look earlier than planned

	mu         sync.Mutex
	complaints map[string]time.Time // when a failure was last logged, so that the log is not flooded
}

// New makes the payer.
func New(nk Nakama, ledger *ledger.Ledger, logger runtime.Logger, options Options, now func() time.Time) *Rewards {
	if options.Page == 0 {
		options.Page = 100
	}
	return &Rewards{
		nk: nk, ledger: ledger, logger: logger, options: options, now: now,
		wakes: make(chan time.Time, 16), complaints: map[string]time.Time{},
	}
}

// Summary is what one run paid.
type Summary struct {
	Periods     int   `json:"periods"`      // ended periods with winners that were looked at
	Paid        int   `json:"paid"`         // winners paid by this run
	AlreadyPaid int   `json:"already_paid"` // winners paid before
	Failed      int   `json:"failed"`       // winners who could not be paid; they are tried again
	Coins       int64 `json:"coins"`        // paid by this run
}

// Pay pays what is due in the tournament: every period that has ended and
// settled, never the running one. It also looks at the latest periods that are
// settled already, so that its answer shows them. An unknown tournament is not
// found. An error means that something could not be looked at; what was paid
// is paid.
func (r *Rewards) Pay(ctx context.Context, tournamentID string) (Summary, error) {
	return r.reconcile(ctx, tournamentID, true)
}

func (r *Rewards) reconcile(ctx context.Context, id string, settledToo bool) (Summary, error) {
	var sum Summary
	tournament, err := r.find(ctx, id)
	if err != nil {
		return sum, err
	}
	freezeFault := r.freezeDue(ctx, tournament)
	b, err := storage.Read[book](ctx, r.nk, bookRef(id))
	if err != nil {
		return sum, errors.Join(freezeFault, err)
	}
	faults := []error{freezeFault}
	expiries := slices.Clone(b.Value.Open)
	if settledToo {
		expiries = append(expiries, b.Value.Recent...)
		slices.Sort(expiries)
		expiries = slices.Compact(expiries)
	}
	for _, expiry := range expiries {
		sum.Periods++
		settled, err := r.payPeriod(ctx, id, expiry, &sum)
		if err == nil && settled && slices.Contains(b.Value.Open, expiry) {
			err = r.changeBook(ctx, id, func(b *book) { b.close(expiry) })
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("period %s of %s: %w", at(expiry), id, err))
		}
	}
	return sum, errors.Join(faults...)
}

func (r *Rewards) find(ctx context.Context, id string) (*api.Tournament, error) {
	if _, ok := Find(id); !ok {
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

func at(unix int64) string { return time.Unix(unix, 0).UTC().Format(time.RFC3339) }
