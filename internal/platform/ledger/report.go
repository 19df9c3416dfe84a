package ledger

import (
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Metrics counts.
type Metrics interface {
	MetricsCounterAdd(name string, tags map[string]string, delta int64)
}

// reporter says what was paid. The zero value says nothing.
type reporter struct {
	logger  runtime.Logger
	metrics Metrics
}

// Reporting is the ledger with a line in the log and a count for every payment
// that it does. A payment whose answer the database lost has neither: its
// receipt and the wallet's own ledger are the truth.
func (l *Ledger) Reporting(logger runtime.Logger, metrics Metrics) *Ledger {
	return &Ledger{nk: l.nk, report: reporter{logger: logger, metrics: metrics}}
}

// applied reports a payment. Its kind is the first part of its receipt's key:
// reasons may be an operator's own words, of which there are any number.
func (r reporter) applied(t Transaction) {
	if r.logger == nil {
		return
	}
	kind, _, _ := strings.Cut(t.Receipt.Key, ":")
	tags := map[string]string{"kind": kind}
	r.metrics.MetricsCounterAdd("sagishi_payments", tags, 1)
	for _, change := range t.changes() {
		name := "sagishi_coins_given"
		if change.Amount < 0 {
			name = "sagishi_coins_taken"
		}
		r.metrics.MetricsCounterAdd(name, tags, max(change.Amount, -change.Amount))
		r.logger.WithFields(map[string]any{
			"receipt": t.Receipt.Key, "reason": t.Reason, "user_id": change.UserID, "coins": change.Amount,
		}).Info("coins moved")
	}
}
