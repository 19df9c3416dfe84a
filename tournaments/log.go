package tournaments

import (
	"maps"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// logInterval is how long the failures of the same winner are not logged again.
const logInterval = time.Hour

func (r *Rewards) log(p page, w winner) runtime.Logger {
	return r.logger.WithFields(map[string]any{
		"tournament_id": p.TournamentID, "period_end": formatTime(p.Expiry), "user_id": w.UserID,
		"rank": w.Rank, "score": w.Score, "coins": w.Coins,
	})
}

// logOncePerHour logs that a winner could not be paid.
func (r *Rewards) logOncePerHour(p page, w winner, cause error) {
	id := key(p.TournamentID, p.Expiry, w.UserID)
	now := r.now()
	r.mu.Lock()
	maps.DeleteFunc(r.logged, func(_ string, at time.Time) bool { return now.Sub(at) >= logInterval })
	_, again := r.logged[id]
	if !again {
		r.logged[id] = now
	}
	r.mu.Unlock()
	if !again {
		r.log(p, w).Error("cannot pay winner, will retry: %v", cause)
	}
}
