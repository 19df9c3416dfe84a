package tournaments

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
)

// patienceOfCallback is how long a callback may pay, whatever becomes of the
// context that it was called with.
const patienceOfCallback = time.Minute

// Register makes Nakama tell the payer when a tournament ends and resets. Both
// do the same: Nakama calls them in either order, together or apart, once, or
// not at all if the server is down at that moment.
func (r *Rewards) Register(in runtime.Initializer) error {
	ended := func(
		ctx context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, t *api.Tournament, end, reset int64,
	) (err error) {
		defer callback.RecoverTo(&err)
		return r.ended(ctx, t.GetId(), end, reset)
	}
	if err := errors.Join(in.RegisterTournamentEnd(ended), in.RegisterTournamentReset(ended)); err != nil {
		return fmt.Errorf("register tournament callbacks: %w", err)
	}
	return nil
}

// ended pays what is due, and wakes the loop when the rest is.
func (r *Rewards) ended(ctx context.Context, id string, end, reset int64) error {
	if _, ok := Find(id); !ok {
		return nil // another module's tournament
	}
	for _, moment := range []int64{end, reset} {
		if due := time.Unix(moment, 0).Add(r.options.Settle); moment > 0 && due.After(r.now()) {
			r.wake(due)
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patienceOfCallback)
	defer cancel()
	_, err := r.reconcile(ctx, id, false)
	return err
}

// wake makes the loop look at the given time. If too many ask at once, its
// regular look does as well.
func (r *Rewards) wake(at time.Time) {
	select {
	case r.wakes <- at:
	default:
	}
}
