package tournaments

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/schedule"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

// receipt is the content of a winner's receipt.
type receipt struct {
	TournamentID string `json:"tournament_id"`
	Title        string `json:"title"`
	PeriodEnd    int64  `json:"period_end"`
	UserID       string `json:"user_id"`
	Username     string `json:"username"`
	place
	Coins  int64 `json:"coins"`
	PaidAt int64 `json:"paid_at"`
}

// key names a receipt. The records of receipts are the server's: they survive
// the winner's account, whose deletion must not allow a second payment.
func key(id string, expiry int64, user string) string {
	return fmt.Sprintf("reward:%s:%d:%s", id, expiry, user)
}

const (
	// giveUpAfter is how long after a period's end a winner without an account is
	// tried.
	giveUpAfter = 30 * 24 * time.Hour
	// retryAfter is how soon a winner is tried again whose payment was not
	// answered, or lost a race.
	retryAfter = 5 * time.Second
	// workers is how many winners are paid at the same time when they are paid one
	// by one.
	workers = 8
)

// payPeriod pays the winners of a frozen period: page by page, then one by one
// those of the pages that could not be paid as a whole. So no winner's failure
// delays another. It reports whether all are paid.
func (r *Rewards) payPeriod(ctx context.Context, id string, expiry int64, run *run) (bool, error) {
	var unpaid []storage.Ref
	for n := 0; ; n++ {
		ref := pageRef(id, expiry, n)
		paid, last, err := r.payPage(ctx, ref, together, run)
		if err != nil {
			return false, err
		}
		if !paid {
			unpaid = append(unpaid, ref)
		}
		if last {
			break
		}
	}
	allPaid := true
	for _, ref := range unpaid {
		paid, _, err := r.payPage(ctx, ref, oneByOne, run)
		if err != nil {
			return false, err
		}
		allPaid = allPaid && paid
	}
	return allPaid, nil
}

// method is how the winners of a page are paid.
type method int

const (
	together method = iota // in one transaction; failures are not final
	oneByOne
)

// payPage pays the winners of a page whose state is not certain, and saves what
// is certain then. It reports whether all of the page are paid, and whether it is
// the last page.
func (r *Rewards) payPage(ctx context.Context, ref storage.Ref, how method, run *run) (paid, last bool, err error) {
	p, err := storage.Read[page](ctx, r.nk, ref)
	if err == nil && !p.Found() {
		err = fmt.Errorf("page %s of the frozen winners is missing", ref.Key)
	}
	if err != nil {
		return false, false, err
	}
	var winners []*winner
	for i := range p.Value.Winners {
		if w := &p.Value.Winners[i]; w.State == "" {
			winners = append(winners, w)
		} else if w.State == statePaid && how == together {
			run.AlreadyPaid++
		}
	}
	if len(winners) == 0 || len(winners) == 1 && how == together {
		return len(winners) == 0, p.Value.Last, nil
	}
	certain := r.payWinners(ctx, p.Value, winners, how, run)
	if certain > 0 {
		// Losing a race for this loses nothing: the receipts are true.
		if err := p.Save(ctx, r.nk, storage.ReadNone); err != nil && !storage.IsConflict(err) {
			return false, false, err
		}
	}
	return certain == len(winners), p.Value.Last, ctx.Err()
}

// payWinners pays winners of a page and sets their states. It returns how many
// are certain now.
func (r *Rewards) payWinners(ctx context.Context, p page, winners []*winner, how method, run *run) int {
	payments := make([]notifications.Payment, 0, len(winners))
	for _, w := range winners {
		payments = append(payments, r.payment(p, *w))
	}
	certain := 0
	for i, result := range r.pay(ctx, payments, how) {
		if result.Err != nil && how == together {
			continue // tried one by one
		}
		w := winners[i]
		if w.State = r.report(ctx, p, *w, result, run); w.State != "" {
			certain++
		}
	}
	return certain
}

func (r *Rewards) pay(ctx context.Context, payments []notifications.Payment, how method) []ledger.Result {
	if how == together {
		return r.outbox.PayAll(ctx, payments)
	}
	results := make([]ledger.Result, len(payments))
	_ = parallel.Each(workers, len(payments), func(i int) error {
		results[i].Outcome, results[i].Err = r.outbox.Pay(ctx, payments[i])
		return nil
	})
	return results
}

// payment is the prize of a winner, and the notice of it.
func (r *Rewards) payment(p page, w winner) notifications.Payment {
	receiptKey := key(p.TournamentID, p.Expiry, w.UserID)
	return notifications.Payment{
		Transaction: ledger.Transaction{
			Receipt: storage.Ref{Collection: storage.Receipts, Key: receiptKey},
			Content: receipt{
				TournamentID: p.TournamentID, Title: p.Title, PeriodEnd: p.Expiry,
				UserID: w.UserID, Username: w.Username, place: w.place, Coins: w.Coins, PaidAt: r.now().Unix(),
			},
			Coins:  []ledger.Coins{{UserID: w.UserID, Amount: w.Coins}},
			Reason: "tournament_reward",
		},
		Notice: notifications.Notice{
			UserID: w.UserID, Code: notifications.TournamentReward, ID: receiptKey,
			Content: map[string]any{
				"tournament_id": p.TournamentID, "title": p.Title, "rank": w.Rank, "score": w.Score,
				"reward": map[string]any{"coins": w.Coins}, "period_end": p.Expiry,
			},
		},
	}
}

// report reports the result of a winner's payment, and returns the winner's state
// if it is certain.
func (r *Rewards) report(ctx context.Context, p page, w winner, result ledger.Result, run *run) state {
	switch {
	case result.Err != nil:
		run.Failed++
		return r.failed(ctx, p, w, result.Err, run)
	case result.Applied:
		run.Paid++
		run.Coins += w.Coins
		r.log(p, w).Info("reward paid")
		r.nk.MetricsCounterAdd("sagishi_rewards_paid", nil, 1)
		r.nk.MetricsCounterAdd("sagishi_rewards_coins", nil, w.Coins)
	default:
		run.AlreadyPaid++
	}
	return statePaid
}

// failed decides whether a winner who could not be paid is tried again: always,
// except for one who has had no account for a long time.
func (r *Rewards) failed(ctx context.Context, p page, w winner, cause error, run *run) state {
	r.nk.MetricsCounterAdd("sagishi_rewards_failed", nil, 1)
	if errors.Is(cause, ledger.ErrNoAccount) && r.now().After(time.Unix(p.Expiry, 0).Add(giveUpAfter)) {
		r.log(p, w).Error("reward given up: %v", cause)
		return stateAccountDeleted
	}
	if ctx.Err() != nil {
		return "" // the run ends, not the winner's fault
	}
	if storage.IsConflict(cause) || errors.Is(cause, context.DeadlineExceeded) {
		run.next = schedule.Earliest(run.next, r.now().Add(retryAfter))
	}
	r.logOncePerHour(p, w, cause)
	return ""
}
