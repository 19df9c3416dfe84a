package schedule

import (
	"fmt"
	"time"
)

// Cron steps a Nakama cron expression forward. Its companion CronPrev is not
// used: it is wrong for expressions that fire twice in one minute.
type Cron interface {
	CronNext(expression string, timestamp int64) (int64, error)
}

// checked is how many firings Check looks at: enough to meet the second one
// of a minute in every expression that has one within its cycle.
const checked = 200

// Check refuses an expression that Nakama cannot read, and one that fires more
// than once a minute, whose tournament Nakama ends at wrong times.
func Check(cron Cron, expression string, now time.Time) error {
	last := now.Unix()
	for i := range checked {
		next, err := cron.CronNext(expression, last)
		if err != nil {
			return fmt.Errorf("not a cron expression that Nakama reads: %w", err)
		}
		if next <= last {
			return fmt.Errorf("never fires after %s", time.Unix(last, 0).UTC().Format(time.RFC3339))
		}
		if i > 0 && next/60 == last/60 {
			return fmt.Errorf("fires more than once in the minute of %s", time.Unix(last, 0).UTC().Format(time.RFC3339))
		}
		last = next
	}
	return nil
}

// Length is the time between the reset after now and the one after that.
func Length(cron Cron, expression string, now time.Time) (time.Duration, error) {
	first, err := cron.CronNext(expression, now.Unix())
	if err != nil {
		return 0, fmt.Errorf("first reset of %q: %w", expression, err)
	}
	second, err := cron.CronNext(expression, first)
	if err != nil {
		return 0, fmt.Errorf("second reset of %q: %w", expression, err)
	}
	return time.Duration(second-first) * time.Second, nil
}
