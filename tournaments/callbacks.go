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

// Register makes Nakama report the ends and resets of tournaments. Nakama calls
// in either order, once or not at all if the server is down at that moment, so a
// report pays nothing itself: wake is called with the time at which RunOnce has
// work.
func (r *Rewards) Register(in runtime.Initializer, wake func(at time.Time)) error {
	ended := func(
		_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, t *api.Tournament, end, reset int64,
	) (err error) {
		defer callback.RecoverTo(&err)
		if !Known(t.GetId()) {
			return nil // another module's tournament
		}
		for _, moment := range []int64{end, reset} {
			if moment > 0 {
				wake(time.Unix(moment, 0).Add(r.options.Settle))
			}
		}
		return nil
	}
	if err := errors.Join(in.RegisterTournamentEnd(ended), in.RegisterTournamentReset(ended)); err != nil {
		return fmt.Errorf("register tournament callbacks: %w", err)
	}
	return nil
}
