package leaderboards

import (
	"context"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/boarddiff"
)

// Creator is the part of Nakama that creating the boards uses.
type Creator interface {
	CronNext(expression string, timestamp int64) (int64, error)
	LeaderboardsGetId(ctx context.Context, ids []string) ([]*api.Leaderboard, error)
	LeaderboardCreate(
		ctx context.Context, id string, authoritative bool, sortOrder, operator, resetSchedule string,
		metadata map[string]any, enableRanks bool,
	) error
}

// Ensure creates the boards of the table that do not exist yet; week is the
// cron expression by which they reset. Nakama keeps the definition of a board
// that exists, so each difference is logged as a warning that says what to do.
func Ensure(ctx context.Context, logger runtime.Logger, nk Creator, week string, now time.Time) error {
	for _, b := range boards {
		if err := nk.LeaderboardCreate(ctx, b.ID, b.Authoritative, b.SortOrder, b.Operator, week, map[string]any{}, true); err != nil {
			return fmt.Errorf("create leaderboard %s: %w", b.ID, err)
		}
	}
	existing, err := nk.LeaderboardsGetId(ctx, IDs())
	if err != nil {
		return fmt.Errorf("read leaderboards back: %w", err)
	}
	next, err := nk.CronNext(week, now.Unix())
	if err != nil {
		return fmt.Errorf("next reset of %q: %w", week, err)
	}
	compare := func(i int, l *api.Leaderboard) string { return boards[i].differences(l, next) }
	for _, difference := range boarddiff.Differences("leaderboard", IDs(), existing, compare,
		"delete the leaderboard in the console, then restart") {
		logger.Warn("%s", difference)
	}
	return nil
}

func (b Board) differences(l *api.Leaderboard, next int64) string {
	var c boarddiff.Comparison
	c.Want("sort order", boarddiff.SortOrder(l.GetSortOrder()), b.SortOrder)
	c.Want("operator", boarddiff.Operator(l.GetOperator()), b.Operator)
	c.Want("authoritative", l.GetAuthoritative(), b.Authoritative)
	c.Want("next reset", int64(l.GetNextReset()), next)
	return c.String()
}
