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

// checkedFirings is enough to find two in one minute in every expression that has
// them within its cycle.
const checkedFirings = 200

// Check refuses an expression that Nakama cannot read, and one that fires more
// than once a minute, whose tournament Nakama ends at wrong times.
func Check(cron Cron, expression string, now time.Time) error {
	last := now.Unix()
	for i := range checkedFirings {
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
