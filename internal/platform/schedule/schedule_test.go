package schedule_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sagishi/internal/platform/schedule"
)

// every fires at the given seconds of each minute.
type every []int64

func (e every) CronNext(_ string, timestamp int64) (int64, error) {
	for t := timestamp + 1; ; t++ {
		if slices.Contains(e, t%60) {
			return t, nil
		}
	}
}

type never struct{}

func (never) CronNext(string, int64) (int64, error) { return -62135596800, nil }

type broken struct{}

func (broken) CronNext(string, int64) (int64, error) {
	return 0, errors.New("expects a valid cron string")
}

var now = time.Date(2026, 1, 7, 12, 0, 10, 0, time.UTC)

func TestCheckRefusesExpressionsThatNakamaHandlesWrong(t *testing.T) {
	for _, tc := range []struct {
		name string
		cron schedule.Cron
		want string
	}{
		{"once a minute", every{37}, ""},
		{"twice a minute", every{0, 37}, "more than once in the minute of 2026-01-07T12:01:00Z"},
		{"never", never{}, "never fires after 2026-01-07T12:00:10Z"},
		{"unreadable", broken{}, "valid cron string"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := schedule.Check(tc.cron, "x", now)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}
