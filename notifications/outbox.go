package notifications

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// Nakama is the part of the server that the outbox uses.
type Nakama interface {
	Sender
	Lister
	shortread.UserReader
	storage.Writer
	storage.Deleter
	metrics.Counters
	metrics.Gauges
	NotificationsDelete(ctx context.Context, deletes []*runtime.NotificationDelete) error
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
}

const (
	// lease is how long an entry of the outbox belongs to the server that wrote it
	// last. By then that server has delivered the notice, or it has died.
	lease = 15 * time.Second
	// clockStep is by how much the database's clock may step back: an entry that was
	// written later than that from now was dated by a clock that was wrong.
	clockStep = time.Hour
	// deliveryTimeout bounds a delivery. It ends before the lease.
	deliveryTimeout = 10 * time.Second
	// writeBackTimeout bounds what follows a delivery that had no answer.
	writeBackTimeout = time.Second
	// again is for how long a sweep tries what failed before.
	again = 5 * time.Second
)

// entryLimits bound the deliveries of one entry. With those of a sweep they make fewer
// calls at the same time than may be without an answer.
func entryLimits() parallel.Limits {
	return parallel.Limits{Workers: 2, Slow: 2, Soon: 500 * time.Millisecond, Most: deliveryTimeout}
}

// sweepLimits bound the deliveries of many entries.
func sweepLimits() parallel.Limits {
	return parallel.Limits{Workers: 6, Slow: 8, Soon: 500 * time.Millisecond, Most: deliveryTimeout}
}

// entry is a record of the outbox: the notices of payments that were applied
// together. Its key is the id of the first of them.
type entry struct {
	Notices []Notice `json:"notices"`
	Tries   int      `json:"tries"` // to deliver them; each makes another version
	// Back is random in an entry that was written back: without it the version could
	// be the one that another server holds, and that server would remove the entry.
	Back string `json:"back,omitempty"`
}

// record is an entry as it was read or written.
type record = storage.Record[entry]

// Outbox applies payments and delivers their notices.
type Outbox struct {
	nk     Nakama
	ledger *ledger.Ledger
	logger runtime.Logger
	now    func() time.Time
	wake   func(at time.Time)

	late    late
	entries *parallel.Sweep // delivers
	lates   *parallel.Sweep // writes back
}

// NewOutbox makes the outbox. It calls wake with the time at which Sweep has
// work that it does not know of yet; nil means that nobody wants to know.
func NewOutbox(nk Nakama, ledger *ledger.Ledger, logger runtime.Logger, now func() time.Time, wake func(at time.Time)) *Outbox {
	if wake == nil {
		wake = func(time.Time) {}
	}
	return &Outbox{
		nk: nk, ledger: ledger, logger: logger, now: now, wake: wake, late: late{entries: map[string]record{}},
		entries: parallel.NewSweep(sweepLimits(), again), lates: parallel.NewSweep(sweepLimits(), again),
	}
}

// Payment is a transaction, and the notice that announces it to its player.
type Payment struct {
	ledger.Transaction

	Notice Notice
}

// Pay applies a payment and, if this call applied it, delivers its notice. The
// outcome and the error are the ledger's. A notice that cannot be delivered is no
// error: it stays in the outbox for Sweep.
func (o *Outbox) Pay(ctx context.Context, p Payment) (ledger.Outcome, error) {
	result := o.PayAll(ctx, []Payment{p})[0]
	return result.Outcome, result.Err
}

// PayAll does the same for several payments, in as few calls as it can. Their
// results are those of the ledger's ApplyAll.
func (o *Outbox) PayAll(ctx context.Context, payments []Payment) []ledger.Result {
	transactions := make([]ledger.Transaction, 0, len(payments))
	for _, p := range payments {
		transactions = append(transactions, p.Transaction)
	}
	var applied []Notice
	var began time.Time // before the entry is written: its lease begins after that
	results := o.ledger.ApplyAll(ctx, transactions, func(indices []int) (*runtime.StorageWrite, error) {
		applied, began = nil, o.now()
		for _, i := range indices {
			applied = append(applied, payments[i].Notice)
		}
		return storage.Write(outboxRef(applied[0].ID), entry{Notices: applied, Tries: 1}, storage.Absent, storage.ReadNone)
	})
	if slices.ContainsFunc(results, func(r ledger.Result) bool { return r.Applied }) {
		o.deliver(ctx, applied, began)
	}
	if slices.ContainsFunc(results, func(r ledger.Result) bool { return r.Existing != nil }) {
		// Perhaps this call applied it, and the database lost the answer.
		o.wake(o.now().Add(lease))
	}
	return results
}

func outboxRef(id string) storage.Ref { return storage.Ref{Collection: storage.Outbox, Key: id} }

// deliver sends the notices of an entry that this server began to write at that
// time, and removes the entry: all at once, and one by one if that fails.
func (o *Outbox) deliver(ctx context.Context, notices []Notice, began time.Time) {
	limited, cancel := o.limit(ctx, began)
	defer cancel()
	err := o.send(limited, notices...)
	if err != nil {
		_, eachErr := o.sendEach(limited, notices)
		if errors.Is(err, context.DeadlineExceeded) {
			err = errors.Join(err, eachErr) // they may still arrive: Sweep finds the copies
		} else {
			err = eachErr
		}
	}
	written := record{Ref: outboxRef(notices[0].ID), Value: entry{Notices: notices, Tries: 1}}
	if err = o.endDelivery(ctx, written, began, err); err != nil {
		o.logger.Warn("notice not delivered, will retry: %v", err)
		o.wake(o.now().Add(lease))
	}
}

// limit bounds a delivery that began at that time, before its entry was written.
func (o *Outbox) limit(ctx context.Context, began time.Time) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, deliveryTimeout-o.now().Sub(began))
}

// sendEach sends notices one by one, so that none delays another. It returns those
// that are not sent, first those for which there was no time: they come first the
// next time.
func (o *Outbox) sendEach(ctx context.Context, notices []Notice) ([]Notice, error) {
	failed := make([]bool, len(notices))
	pool := parallel.NewPool(entryLimits())
	started := 0
	for started < len(notices) {
		i := started
		if !pool.Go(ctx, func(limited context.Context) error {
			err := o.sendOnce(limited, notices[i])
			failed[i] = err != nil
			return err
		}) {
			break
		}
		started++
	}
	err := pool.Wait()
	if started < len(notices) {
		err = errors.Join(err, ctx.Err())
	}
	left := slices.Clone(notices[started:])
	for i, n := range notices[:started] {
		if failed[i] {
			left = append(left, n)
		}
	}
	return left, err
}

// sendOnce sends a notice unless the player's inbox has it already, or the player
// has no account.
func (o *Outbox) sendOnce(ctx context.Context, n Notice) error {
	sent, err := Find(ctx, o.nk, n, maxCopies)
	if err != nil {
		return err
	}
	if len(sent) > 0 {
		return o.removeCopies(ctx, n, sent)
	}
	err = o.send(ctx, n)
	if err != nil {
		users, readErr := shortread.Users(ctx, o.nk, []string{n.UserID})
		if readErr == nil && len(users) == 0 {
			return nil
		}
	}
	return err
}

func (o *Outbox) send(ctx context.Context, notices ...Notice) error {
	if err := Send(ctx, o.nk, notices...); err != nil {
		return err
	}
	for _, n := range notices {
		metrics.NoticesSent.Add(o.nk, 1, kinds[n.Code].Name)
	}
	return nil
}
