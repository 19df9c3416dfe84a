package parallel_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/platform/parallel"
)

var limits = parallel.Limits{Workers: 4, Slow: 8, Soon: time.Second, Most: 10 * time.Second}

//nolint:forbidigo // in a bubble of synctest the time is virtual
var now = time.Now

// hang is work that is never answered.
func hang(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestSlowCallsMakeRoomForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, stuck := range []int{8, 100, 1000} {
			pool := parallel.NewPool(limits)
			began := now()
			for range stuck {
				if !pool.Go(t.Context(), hang) {
					t.Fatal("a call is not started")
				}
			}
			var reached time.Duration
			pool.Go(t.Context(), func(context.Context) error {
				reached = now().Sub(began)
				return nil
			})
			err := pool.Wait()
			if want := time.Duration(stuck/limits.Workers) * limits.Soon; reached > want {
				t.Errorf("the call behind %d was made after %v, want %v at most", stuck, reached, want)
			}
			if !errors.Is(err, context.DeadlineExceeded) || now().Sub(began) > reached+limits.Most {
				t.Errorf("%d calls ended after %v: %v", stuck, now().Sub(began), err)
			}
		}
	})
}

func TestSlowCallHasItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pool := parallel.NewPool(limits)
		began := now()
		pool.Go(t.Context(), hang)
		_ = pool.Wait()
		if took := now().Sub(began); took != limits.Most {
			t.Errorf("it had %v", took)
		}
	})
}

func TestPoolRunsNoMoreCallsThanItMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pool := parallel.NewPool(limits)
		var running, most atomic.Int64
		for range 100 {
			pool.Go(t.Context(), func(ctx context.Context) error {
				most.Store(max(most.Load(), running.Add(1)))
				defer running.Add(-1)
				return hang(ctx)
			})
		}
		_ = pool.Wait()
		if got := int(most.Load()); got != limits.Workers+limits.Slow {
			t.Errorf("%d calls ran at the same time, want %d", got, limits.Workers+limits.Slow)
		}
	})
}

func TestPoolStartsNothingAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		pool := parallel.NewPool(limits)
		started := 0
		for pool.Go(ctx, hang) {
			started++
		}
		if pool.Go(ctx, hang) || pool.Wait() == nil || started < limits.Workers {
			t.Errorf("%d calls were started", started)
		}
	})
}
