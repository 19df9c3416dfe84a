package tournaments

import (
	"context"

	"sagishi/internal/edge"
)

// Run looks for unpaid prizes and the other jobs' work at once, then again and
// again until the context ends. It finds what callbacks that never came, or
// failed, have left.
func (r *Rewards) Run(ctx context.Context) {
	for ctx.Err() == nil {
		r.Look(ctx)
		r.rest(ctx)
	}
}

// Look does one round of Run.
func (r *Rewards) Look(ctx context.Context) {
	for _, d := range schedule {
		r.job(ctx, Job{Name: "pay " + d.ID, Do: func(ctx context.Context) error {
			_, err := r.reconcile(ctx, d.ID, false)
			return err
		}})
	}
	for _, job := range r.options.Also {
		r.job(ctx, job)
	}
}

// job does one job. Neither its error nor its panic keeps the others waiting.
func (r *Rewards) job(ctx context.Context, job Job) {
	defer edge.Log(r.logger, job.Name)
	if err := job.Do(ctx); err != nil && ctx.Err() == nil {
		r.logger.WithField("job", job.Name).Warn("will be tried again: %v", err)
	}
}

// rest waits for the next round, which a callback may ask for earlier.
func (r *Rewards) rest(ctx context.Context) {
	until := r.now().Add(r.options.Every)
	for {
		timer, cancel := context.WithTimeout(ctx, until.Sub(r.now()))
		select {
		case at := <-r.wakes:
			if at.Before(until) {
				until = at
			}
			cancel()
		case <-timer.Done():
			cancel()
			return
		}
	}
}
