package app

import (
	"context"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/metrics"
)

// job is work that the server does by itself, beside requests. It finds what is
// due in the database, so a run that is interrupted, fails or never comes loses
// nothing.
type job struct {
	name    string
	timeout time.Duration // of one run
	// run does what is due, and returns when more is due: the zero time if it knows
	// of nothing.
	run func(ctx context.Context) (next time.Time, err error)
}

// jobMetrics is told how runs ended.
type jobMetrics interface {
	metrics.Counters
	metrics.Gauges
}

// runner runs jobs: at once, whenever one is due, and regularly in case that
// nothing says so. Each job has a goroutine of its own, so one that hangs delays
// no other, and no job runs twice at the same time.
type runner struct {
	logger   runtime.Logger
	metrics  jobMetrics
	now      func() time.Time
	interval time.Duration // between two runs of a job, at most
	workers  []*worker
}

func newRunner(logger runtime.Logger, metrics jobMetrics, now func() time.Time, interval time.Duration) *runner {
	return &runner{logger: logger, metrics: metrics, now: now, interval: interval}
}

// add adds a job.
func (r *runner) add(j job) {
	metrics.JobSucceeded.Set(r.metrics, float64(r.now().Unix()), j.name)
	r.workers = append(r.workers, &worker{job: j, runner: r, changed: make(chan struct{}, 1)})
}

// wake makes the job of that name run at the given time. Of several such times
// the runner remembers the earliest: at each run a job finds out by itself when
// it is due next.
func (r *runner) wake(name string, at time.Time) {
	for _, w := range r.workers {
		if w.name == name {
			w.wakeAt(at)
		}
	}
}

// run runs the jobs until the context ends.
func (r *runner) run(ctx context.Context) {
	var group sync.WaitGroup
	for _, w := range r.workers {
		group.Go(func() { w.loop(ctx) })
	}
	group.Wait()
}

// runOnce runs every job once, one after the other.
func (r *runner) runOnce(ctx context.Context) {
	for _, w := range r.workers {
		w.once(ctx)
	}
}
