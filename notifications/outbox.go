package notifications

import (
	"context"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// Nakama is what the outbox needs of the server.
type Nakama interface {
	Sender
	Lister
	shortread.UserReader
	storage.Writer
	ledger.Metrics
	StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
}

const (
	// lease is how long an entry of the outbox belongs to the server that wrote it
	// last. By then that server has delivered the notice, or it has died.
	lease = 15 * time.Second
	// deliveryTimeout bounds a delivery. It ends before the lease.
	deliveryTimeout = 10 * time.Second
	// workers is how many notices are delivered at the same time, so that one that
	// is never answered delays no other.
	workers = 4
)

// entry is a record of the outbox.
type entry struct {
	Notice

	Tries int `json:"tries"` // to deliver it; each makes another version
}

// Outbox applies payments and delivers their notices.
type Outbox struct {
	nk     Nakama
	ledger *ledger.Ledger
	logger runtime.Logger
	now    func() time.Time
	wake   func(at time.Time)
}

// NewOutbox makes the outbox. It calls wake with the time at which Sweep has
// work that it does not know of yet; nil means that nobody wants to know.
func NewOutbox(nk Nakama, ledger *ledger.Ledger, logger runtime.Logger, now func() time.Time, wake func(at time.Time)) *Outbox {
	if wake == nil {
		wake = func(time.Time) {}
	}
	return &Outbox{nk: nk, ledger: ledger, logger: logger, now: now, wake: wake}
}

// Payment is a transaction, and the notice that tells its player of it.
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
		write, err := storage.Write(outboxRef(p.Notice.ID), entry{Notice: p.Notice, Tries: 1}, storage.Absent, storage.ReadNone)
		if err != nil {
			return failed(len(payments), err)
		}
		p.Writes = append(p.Writes[:len(p.Writes):len(p.Writes)], write)
		transactions = append(transactions, p.Transaction)
	}
	results := o.ledger.ApplyAll(ctx, transactions)
	var applied []Notice
	for i, p := range payments {
		switch {
		case results[i].Applied:
			applied = append(applied, p.Notice)
		case results[i].Err == nil:
			// Perhaps this call applied it, and the database lost the answer.
			o.wake(o.now().Add(lease))
		}
	}
	if len(applied) > 0 {
		o.deliver(ctx, applied)
	}
	return results
}

func failed(n int, err error) []ledger.Result {
	results := make([]ledger.Result, n)
	for i := range results {
		results[i].Err = err
	}
	return results
}

func outboxRef(id string) storage.Ref { return storage.Ref{Collection: storage.Outbox, Key: id} }

// deliver sends notices that this server has just written, and removes them from
// the outbox: all at once, and one by one if that fails.
func (o *Outbox) deliver(ctx context.Context, notices []Notice) {
	ctx, cancel := context.WithTimeout(ctx, deliveryTimeout)
	defer cancel()
	err := o.send(ctx, notices)
	if err != nil {
		err = parallel.Each(workers, len(notices), func(i int) error { return o.sendOnce(ctx, notices[i]) })
	}
	if err != nil {
		o.logger.Warn("notice not delivered, will retry: %v", err)
		o.wake(o.now().Add(lease))
	}
}

// sendOnce sends a notice unless the player's inbox has it already, and removes
// it from the outbox. A player without an account gets none.
func (o *Outbox) sendOnce(ctx context.Context, n Notice) error {
	delivered, err := Has(ctx, o.nk, n)
	if err != nil {
		return err
	}
	if delivered {
		return o.remove(ctx, n)
	}
	err = o.send(ctx, []Notice{n})
	if err != nil && o.accountDeleted(ctx, n.UserID) {
		return o.remove(ctx, n)
	}
	return err
}

// send sends notices and removes them from the outbox.
func (o *Outbox) send(ctx context.Context, notices []Notice) error {
	if err := Send(ctx, o.nk, notices...); err != nil {
		return err
	}
	for _, n := range notices {
		o.nk.MetricsCounterAdd("sagishi_notices_sent", map[string]string{"code": kinds[n.Code].Name}, 1)
	}
	return o.remove(ctx, notices...)
}

func (o *Outbox) remove(ctx context.Context, notices ...Notice) error {
	deletes := make([]*runtime.StorageDelete, 0, len(notices))
	for _, n := range notices {
		deletes = append(deletes, &runtime.StorageDelete{Collection: storage.Outbox, Key: n.ID})
	}
	if err := o.nk.StorageDelete(ctx, deletes); err != nil {
		return fmt.Errorf("remove %d notices from the outbox: %w", len(notices), err)
	}
	return nil
}

// accountDeleted reports whether a player certainly has no account.
func (o *Outbox) accountDeleted(ctx context.Context, userID string) bool {
	users, err := shortread.Users(ctx, o.nk, []string{userID})
	return err == nil && len(users) == 0
}
