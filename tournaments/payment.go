package tournaments

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

const (
	// giveUpAfter is how long after a period's end a winner without an account is
	// tried.
	giveUpAfter = 30 * 24 * time.Hour
	// retryAfter is how soon a winner is tried again whose payment was not
	// answered, or lost a race.
	retryAfter = 5 * time.Second
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
		return r.failed(ctx, p, w, result.Err, run)
	case result.Applied:
		run.count(Summary{Paid: 1, Coins: w.Coins})
		r.log(p, w).Info("reward paid")
		metrics.RewardsPaid.Add(r.nk, 1)
		metrics.RewardsCoins.Add(r.nk, w.Coins)
	default:
		run.count(Summary{AlreadyPaid: 1})
	}
	return statePaid
}

// failed decides whether an unpaid winner is tried again: always, unless the
// account has been missing for a long time.
func (r *Rewards) failed(ctx context.Context, p page, w winner, cause error, run *run) state {
	metrics.RewardsFailed.Add(r.nk, 1)
	if errors.Is(cause, ledger.ErrNoAccount) && r.now().After(time.Unix(p.Expiry, 0).Add(giveUpAfter)) {
		run.count(Summary{Failed: 1}) // those who are tried again are counted as owed
		r.log(p, w).Error("reward given up: %v", cause)
		return stateAccountDeleted
	}
	if ctx.Err() != nil {
		return "" // the run ends, not the winner's fault
	}
	if storage.IsConflict(cause) || errors.Is(cause, context.DeadlineExceeded) {
		run.plan(r.now().Add(retryAfter))
	}
	r.logOncePerHour(p, w, cause)
	return ""
}
