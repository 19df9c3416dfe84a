package parallel

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// maxFailed is how many pieces of work that failed a Sweep remembers.
	maxFailed = 4096
	// maxErrors is how many errors of one run it reports; of the others it says how many.
	maxErrors = 20
)

// Sweep does what a job finds in the database, again and again, so that pieces of work
// that fail, or are never answered, hold the others up little, however many there are.
// It remembers which ones failed: those have their turn after all others, for a while,
// and one that failed longest ago comes first. It is only a memory: what is forgotten
// is tried like a new piece.
type Sweep struct {
	limits Limits
	again  time.Duration

	mu     sync.Mutex
	failed map[string]int // pieces that failed: the turn in which each was tried last
	turn   int            // in which each piece that failed is tried once
}

// NewSweep makes a sweep. Pieces that failed before are started for the time again, in
// each run.
func NewSweep(l Limits, again time.Duration) *Sweep {
	return &Sweep{limits: l, again: again, failed: map[string]int{}}
}

// Run is one run of a sweep.
type Run struct {
	sweep  *Sweep
	pool   *Pool
	second bool
	over   <-chan struct{} // the time for those that failed
	known  bool            // pieces that failed before were met

	mu     sync.Mutex
	errs   []error
	errors int // of them and of those that are not kept
	left   int // pieces that failed before, and for which there was no time
	had    int // pieces that failed, and had their turn already
}

// Run calls find, which passes each piece of work to Run.Do, and once more if pieces were
// met that failed in an earlier run. It returns how many of those it had no time for,
// when all that it started has ended. There is no error only if nothing that was met is
// left undone.
func (s *Sweep) Run(ctx context.Context, find func(ctx context.Context, r *Run) error) (left int, err error) {
	r := &Run{sweep: s, pool: NewPool(s.limits)}
	defer func() { _ = r.pool.Wait() }() // after a panic too
	err = find(ctx, r)
	if r.known && ctx.Err() == nil {
		limited, cancel := context.WithTimeout(ctx, s.again)
		defer cancel()
		r.second, r.over = true, limited.Done()
		err = errors.Join(err, find(ctx, r))
	}
	err = errors.Join(err, r.pool.Wait(), r.failures())
	if err == nil {
		err = ctx.Err()
	}
	if r.left == 0 {
		s.nextTurn()
	}
	return r.left, err
}

// Second reports whether find is called for the pieces that failed before.
func (r *Run) Second() bool { return r.second }

// Do starts a piece of work, when there is a worker. It returns false, and does not
// start it, if it is the turn of others, or the context has ended. The work's context
// ends with the time that the piece has.
func (r *Run) Do(ctx context.Context, key string, work func(ctx context.Context) error) (started bool) {
	return r.pick(key) && r.pool.Go(ctx, func(limited context.Context) error {
		err := work(limited)
		if ctx.Err() == nil { // else the run ended, which is not the fault of the work
			r.sweep.note(key, err)
		}
		r.fail(err)
		return nil
	})
}

// pick reports whether it is a piece's turn.
func (r *Run) pick(key string) bool {
	s := r.sweep
	s.mu.Lock()
	defer s.mu.Unlock()
	tried, known := s.failed[key]
	if !r.second {
		r.known = r.known || known
		return !known
	}
	if !known {
		return false
	}
	if tried == s.turn {
		r.had++
		return false
	}
	select {
	case <-r.over:
		r.left++
		return false
	default:
		s.failed[key] = s.turn
		return true
	}
}

func (r *Run) fail(err error) {
	if err == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.errors++; r.errors <= maxErrors {
		r.errs = append(r.errs, err)
	}
}

// failures are the errors of the pieces.
func (r *Run) failures() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	errs := r.errs
	if more := r.errors - len(r.errs); more > 0 {
		errs = append(errs, fmt.Errorf("%d more failed", more))
	}
	if later := r.left + r.had; later > 0 {
		errs = append(errs, fmt.Errorf("%d that failed are tried later", later))
	}
	return errors.Join(errs...)
}

// Failed reports whether a piece failed when it was tried last.
func (s *Sweep) Failed(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known := s.failed[key]
	return known
}

// note remembers whether a piece failed, in the place of any other if there are many.
func (s *Sweep) note(key string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		delete(s.failed, key)
		return
	}
	if _, known := s.failed[key]; !known && len(s.failed) >= maxFailed {
		for other := range s.failed {
			delete(s.failed, other)
			break
		}
	}
	s.failed[key] = s.turn
}

func (s *Sweep) nextTurn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn++
}
