package app

import (
	"context"
	"sync"
	"time"

	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/schedule"
)

// minRetry is how soon a run that failed is repeated. The time doubles with each
// further failure, up to the runner's interval.
const (
	minRetry     = 5 * time.Second
	maxDoublings = 16
)

// worker runs one job.
type worker struct {
	job

	runner   *runner
	failures int           // since the last run that succeeded
	changed  chan struct{} // signals an earlier wake-up

	mu   sync.Mutex
	wake time.Time // the earliest time asked for since the last run began
}

func (w *worker) wakeAt(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.wake.IsZero() && !at.Before(w.wake) {
		return
	}
	w.wake = at
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

func (w *worker) loop(ctx context.Context) {
	for ctx.Err() == nil {
		w.waitUntil(ctx, w.once(ctx))
	}
}

// once runs the job, and returns when it runs next.
func (w *worker) once(ctx context.Context) time.Time {
	w.mu.Lock()
	if !w.wake.After(w.runner.now()) {
		w.wake = time.Time{}
	}
	w.mu.Unlock()
	next, succeeded := w.try(ctx)
	now := w.runner.now()
	if succeeded {
		w.failures = 0
	} else {
		next = schedule.Earliest(next, now.Add(minRetry<<min(w.failures, maxDoublings)))
		w.failures++
	}
	return schedule.Earliest(next, now.Add(w.runner.interval))
}

// try runs the job within its timeout. A panic is no success.
func (w *worker) try(ctx context.Context) (next time.Time, succeeded bool) {
	defer callback.RecoverAndLog(w.runner.logger, w.name)
	limited, cancel := context.WithTimeout(ctx, w.timeout)
	defer cancel()
	next, err := w.run(limited)
	if err == nil {
		metrics.JobSucceeded.Set(w.runner.metrics, float64(w.runner.now().Unix()), w.name)
	} else if ctx.Err() == nil {
		metrics.JobFailed.Add(w.runner.metrics, 1, w.name)
		w.runner.logger.WithField("job", w.name).Warn("job failed, will retry: %v", err)
	}
	return next, err == nil
}

// waitUntil waits for the given time, or an earlier one that wakeAt sets.
func (w *worker) waitUntil(ctx context.Context, next time.Time) {
	for {
		w.mu.Lock()
		at := schedule.Earliest(next, w.wake)
		w.mu.Unlock()
		timer, cancel := context.WithTimeout(ctx, at.Sub(w.runner.now()))
		select {
		case <-w.changed:
			cancel()
		case <-timer.Done():
			cancel()
			return
		}
	}
}
