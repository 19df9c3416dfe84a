package tournaments

import (
	"context"
	"slices"
	"time"

	"sagishi/internal/platform/callback"
)

// Run looks for unpaid prizes and the other jobs' work at once, then again and
// again until the context ends. It finds what callbacks that never came, or
// failed, have left.
func (r *Rewards) Run(ctx context.Context) {
	var alarms []time.Time
	for ctx.Err() == nil {
		r.Look(ctx)
		alarms = r.rest(ctx, alarms)
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
	defer callback.RecoverAndLog(r.logger, job.Name)
	if err := job.Do(ctx); err != nil && ctx.Err() == nil {
		r.logger.WithField("job", job.Name).Warn("will be tried again: %v", err)
	}
}

// rest waits for the next round: the regular one, or an alarm that callbacks
// have set. It returns the alarms that are still to come.
func (r *Rewards) rest(ctx context.Context, alarms []time.Time) []time.Time {
	until := r.now().Add(r.options.Every)
	for {
		timer, cancel := context.WithTimeout(ctx, earliest(until, alarms).Sub(r.now()))
		select {
		case alarm := <-r.wakes:
			alarms = append(alarms, alarm)
			cancel()
		case <-timer.Done():
			cancel()
			return slices.DeleteFunc(alarms, func(a time.Time) bool { return !a.After(r.now()) })
		}
	}
}

func earliest(until time.Time, alarms []time.Time) time.Time {
	for _, a := range alarms {
		if a.Before(until) {
			until = a
		}
	}
	return until
}
