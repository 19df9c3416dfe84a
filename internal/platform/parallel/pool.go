package parallel

import (
	"context"
	"sync"
	"time"
)

// Limits bound the calls of a Pool. At most Workers + Slow calls run at the same time.
type Limits struct {
	Workers int           // calls that run at the same time while each ends soon
	Slow    int           // calls at the same time that may take longer; at least Workers
	Soon    time.Duration // after which a call is slow
	Most    time.Duration // that a call may take
}

// Pool runs calls so that those that are never answered hold the others up little,
// however many there are. A call that is slow makes room for the next one, and goes on
// beside it. While as many are slow as may be, each further call has the time Soon
// alone. So n calls that are never answered take n × Soon / Workers, and then Most.
type Pool struct {
	limits  Limits
	group   *Group
	workers chan struct{}
	slow    chan struct{} // one for each call that may become slow
}

// NewPool makes a pool.
func NewPool(l Limits) *Pool {
	return &Pool{
		limits: l, group: NewGroup(l.Workers + l.Slow),
		workers: make(chan struct{}, l.Workers), slow: make(chan struct{}, l.Slow),
	}
}

// Go waits for a worker and starts a call. It returns false, without a call, if the
// context ends first. The call's own context ends with its time, and with that one.
func (p *Pool) Go(ctx context.Context, do func(ctx context.Context) error) (started bool) {
	if ctx.Err() != nil {
		return false
	}
	select {
	case p.workers <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	endWork := sync.OnceFunc(func() { <-p.workers })
	select {
	case p.slow <- struct{}{}:
		p.group.Go(func() error {
			defer func() { <-p.slow }()
			defer endWork()
			return p.patiently(ctx, do, endWork)
		})
	default:
		p.group.Go(func() error {
			defer endWork()
			limited, cancel := context.WithTimeout(ctx, p.limits.Soon)
			defer cancel()
			return do(limited)
		})
	}
	return true
}

// patiently makes a call that may become slow: it makes room then.
func (p *Pool) patiently(ctx context.Context, do func(ctx context.Context) error, makeRoom func()) error {
	limited, cancel := context.WithTimeout(ctx, p.limits.Most)
	defer cancel()
	soon, cancelSoon := context.WithTimeout(limited, p.limits.Soon)
	defer cancelSoon()
	defer context.AfterFunc(soon, makeRoom)()
	return do(limited)
}

// Wait waits for all calls, as Group does.
func (p *Pool) Wait() error { return p.group.Wait() }
