package tournaments

import (
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// quiet is how long the same failure of the same winner is not logged again.
const quiet = time.Hour

func (r *Rewards) log(p page, w winner) runtime.Logger {
	return r.logger.WithFields(map[string]any{
		"tournament_id": p.TournamentID, "period_end": at(p.Expiry), "user_id": w.UserID,
		"rank": w.Rank, "score": w.Score, "coins": w.Coins,
	})
}

// complain logs that a winner could not be paid or told, and will be tried
// again.
func (r *Rewards) complain(what string, p page, w winner, cause error) {
	id := what + ":" + key(p.TournamentID, p.Expiry, w.UserID)
	now := r.now()
	r.mu.Lock()
	for other, at := range r.complaints {
		if now.Sub(at) >= quiet {
			delete(r.complaints, other)
		}
	}
	_, said := r.complaints[id]
	if !said {
		r.complaints[id] = now
	}
	r.mu.Unlock()
	if !said {
		r.log(p, w).Error("cannot %s winner, will try again: %v", what, cause)
	}
}
