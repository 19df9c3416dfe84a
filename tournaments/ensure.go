package tournaments

import (
	"context"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/boarddiff"
)

// Creator is the part of Nakama that creating the tournaments uses.
type Creator interface {
	CronNext(expression string, timestamp int64) (int64, error)
	TournamentsGetId(ctx context.Context, tournamentIDs []string) ([]*api.Tournament, error)
	TournamentCreate(
		ctx context.Context, id string, authoritative bool, sortOrder, operator, resetSchedule string,
		metadata map[string]any, title, description string,
		category, startTime, endTime, duration, maxSize, maxNumScore int, joinRequired, enableRanks bool,
	) error
}

// Week is when tournaments reset and how long each is open.
type Week struct {
	Reset    string        // a Nakama cron expression
	Duration time.Duration // 0 = up to the next reset
}

// Ensure creates the tournaments of the table that do not exist yet. Nakama
// keeps the definition of one that exists, so each difference is logged as a
// warning that says what to do.
func Ensure(ctx context.Context, logger runtime.Logger, nk Creator, week Week, now time.Time) error {
	duration, err := week.open(nk, now)
	if err != nil {
		return err
	}
	for _, d := range definitions {
		if err := nk.TournamentCreate(ctx, d.ID, d.Authoritative, d.SortOrder, d.Operator, week.Reset, map[string]any{},
			d.Title, d.Description, d.Category, 0, 0, duration, 0, 0, d.JoinRequired, true); err != nil {
			return fmt.Errorf("create tournament %s: %w", d.ID, err)
		}
	}
	existing, err := nk.TournamentsGetId(ctx, IDs())
	if err != nil {
		return fmt.Errorf("read tournaments back: %w", err)
	}
	next, err := nk.CronNext(week.Reset, now.Unix())
	if err != nil {
		return fmt.Errorf("next reset of %q: %w", week.Reset, err)
	}
	compare := func(i int, t *api.Tournament) string { return definitions[i].differences(t, duration, next) }
	for _, difference := range boarddiff.Differences("tournament", IDs(), existing, compare,
		"delete the tournament in the console soon after a reset, once its prizes are paid, then restart") {
		logger.Warn("%s", difference)
	}
	return nil
}

// measuredPeriods is how many periods are measured to find the longest. Nakama
// cuts a tournament at its reset, so the longest fills every period.
const measuredPeriods = 60

// open is the duration in seconds with which tournaments are created.
func (w Week) open(nk Creator, now time.Time) (int, error) {
	if w.Duration > 0 {
		return int(w.Duration / time.Second), nil
	}
	longest, last := int64(0), int64(0)
	for range measuredPeriods {
		from := max(last, now.Unix())
		next, err := nk.CronNext(w.Reset, from)
		if err != nil {
			return 0, fmt.Errorf("week reset %q: %w", w.Reset, err)
		}
		if next <= from {
			break
		}
		if last > 0 {
			longest = max(longest, next-last)
		}
		last = next
	}
	if longest == 0 {
		return 0, fmt.Errorf("week reset %q fires less than twice", w.Reset)
	}
	return int(longest), nil
}

func (d Definition) differences(t *api.Tournament, duration int, next int64) string {
	var c boarddiff.Comparison
	c.Want("title", t.GetTitle(), d.Title)
	c.Want("description", t.GetDescription(), d.Description)
	c.Want("category", int(t.GetCategory()), d.Category)
	c.Want("sort order", boarddiff.SortOrder(t.GetSortOrder()), d.SortOrder)
	c.Want("operator", boarddiff.Operator(t.GetOperator()), d.Operator)
	c.Want("authoritative", t.GetAuthoritative(), d.Authoritative)
	c.Want("duration in seconds", int(t.GetDuration()), duration)
	c.Want("end time", t.GetEndTime().GetSeconds(), int64(0))
	c.Want("next reset", int64(t.GetNextReset()), next)
	return c.String()
}
