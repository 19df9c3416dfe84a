package parallel_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"sagishi/internal/platform/parallel"
)

func TestNoMoreCallsThanTheLimitRunAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, done atomic.Int64
		release := make(chan struct{})
		go func() {
			_ = parallel.Each(3, 7, func(int) error {
				running.Add(1)
				<-release
				running.Add(-1)
				done.Add(1)
				return nil
			})
		}()
		synctest.Wait()
		if got := running.Load(); got != 3 {
			t.Errorf("%d calls run at the same time, want 3", got)
		}
		close(release)
		synctest.Wait()
		if got := done.Load(); got != 7 {
			t.Errorf("%d calls ended, want 7", got)
		}
	})
}

func TestErrorsAndPanicsReachTheCallerAfterAllCalls(t *testing.T) {
	away := errors.New("away")
	var calls atomic.Int64
	err := parallel.Each(2, 3, func(i int) error {
		calls.Add(1)
		if i == 0 {
			return away
		}
		return nil
	})
	if !errors.Is(err, away) || calls.Load() != 3 {
		t.Errorf("%d calls, error %v", calls.Load(), err)
	}
	defer func() {
		if p := recover(); p != "broken" || calls.Load() != 6 {
			t.Errorf("panic %v after %d calls", p, calls.Load()-3)
		}
	}()
	_ = parallel.Each(2, 3, func(i int) error {
		calls.Add(1)
		if i == 0 {
			panic("broken")
		}
		return nil
	})
}
