package ledger

import (
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/metrics"
)

// reporter says what was paid. The zero value says nothing.
type reporter struct {
	logger  runtime.Logger
	metrics metrics.Counters
}

// Reporting is the ledger with a line in the log and a count for every payment
// that it does. A payment whose answer the database lost has neither: its
// receipt and the wallet's own ledger are the truth.
func (l *Ledger) Reporting(logger runtime.Logger, counters metrics.Counters) *Ledger {
	return &Ledger{nk: l.nk, report: reporter{logger: logger, metrics: counters}}
}

// applied reports a payment. Its kind is the first part of its receipt's key:
// reasons may be an operator's own words, of which there are any number.
func (r reporter) applied(t Transaction) {
	if r.logger == nil {
		return
	}
	kind, _, _ := strings.Cut(t.Receipt.Key, ":")
	metrics.Payments.Add(r.metrics, 1, kind)
	for _, change := range t.changes() {
		if change.Amount < 0 {
			metrics.CoinsTaken.Add(r.metrics, -change.Amount, kind)
		} else {
			metrics.CoinsGiven.Add(r.metrics, change.Amount, kind)
		}
		r.logger.WithFields(map[string]any{
			"receipt": t.Receipt.Key, "reason": t.Reason, "user_id": change.UserID, "coins": change.Amount,
		}).Info("coins moved")
	}
}
