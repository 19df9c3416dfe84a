package tournaments

import (
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/schedule"
)

// maxDue is how many periods one run freezes at most.
const maxDue = 1000

// period is an ended period that is not frozen. Its reset is its expiry again if
// Nakama named it, and else zero.
type period struct{ expiry, reset int64 }

// duePeriods lists the periods that have ended, whose last writes are in the
// database, and that are not frozen. It also returns when the next one is due.
//
// Periods follow from the schedule, since Nakama reports none that ended while
// the server was down. Those by the resets that Nakama names are added: a tournament
// that exists keeps its schedule even if the configuration has another one by now,
// and its active time may end before the reset.
func (r *Rewards) duePeriods(t *api.Tournament, c checkpoint) (due []period, next time.Time, err error) {
	// isDue reports whether a period that ended at end is due, and else plans it.
	isDue := func(end int64) bool {
		at := time.Unix(end, 0).Add(r.options.Settle)
		if r.now().Before(at) {
			next = schedule.Earliest(next, at)
			return false
		}
		return true
	}
	created := t.GetCreateTime().GetSeconds()
	last := c.Through
	if last == 0 {
		last = created
	}
	for len(due) < maxDue {
		end, err := r.nk.CronNext(r.options.Week, last)
		if err != nil {
			return nil, next, fmt.Errorf("week reset %q: %w", r.options.Week, err)
		}
		if end <= last || !isDue(end) {
			break
		}
		due = append(due, period{expiry: end})
		last = end
	}
	if len(due) == maxDue {
		return due, r.now(), nil // there may be more, and they come before those that Nakama names
	}
	previous, reset := int64(t.GetPrevReset()), int64(t.GetNextReset())
	if previous > max(created, c.Reset) && isDue(previous) {
		named := ended(t, max(created, c.Reset))
		due = slices.DeleteFunc(due, func(p period) bool { return slices.Contains(named, period{p.expiry, p.expiry}) })
		due = append(due, named...)
	}
	if end := int64(t.GetEndActive()); end > 0 && end < reset && reset > c.Reset && isDue(end) {
		due = append(due, period{expiry: reset, reset: reset})
	}
	if reset > 0 {
		isDue(reset)
	}
	return due, next, nil
}

// ended lists the periods that ended after a time, the oldest first, by the resets
// that Nakama names: the last one and the next. Those before them are right for periods
// of one length, such as weeks and days; a time that was no reset has no records.
func ended(t *api.Tournament, after int64) []period {
	last, length := int64(t.GetPrevReset()), int64(t.GetNextReset())-int64(t.GetPrevReset())
	var periods []period
	for end := last; end > after && len(periods) < maxDue; end -= length {
		periods = append(periods, period{expiry: end, reset: end})
		if length <= 0 {
			break
		}
	}
	slices.Reverse(periods)
	return periods
}
