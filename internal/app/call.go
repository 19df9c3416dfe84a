package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sagishi/internal/platform/callback"
)

// callTimeout is how long a call to the database may take. It is less than the
// time in which a notice must be delivered.
const callTimeout = 5 * time.Second

// caller makes calls that end in time. One that ignores the end of its context
// goes on by itself: its caller does not wait for it any longer, and it counts
// as a call without an answer until it ends.
type caller struct {
	*slots

	subject subject // of the next call
}

func newCaller() caller { return caller{slots: newSlots()} }

// call calls do, and returns its answer or, when there is none in time, an error
// that is context.DeadlineExceeded. What became of the call is unknown then.
func call[T any](ctx context.Context, c caller, do func(ctx context.Context) (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var none T
	release, err := c.take(ctx, c.subject)
	if err != nil {
		return none, err
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			release()
			answers <- a
		}()
		defer callback.RecoverTo(&a.err)
		a.value, a.err = do(ctx)
	}()
	select {
	case a := <-answers:
		if a.err != nil && ctx.Err() != nil {
			a.err = errors.Join(ctx.Err(), a.err) // Nakama may hide the reason
		}
		return a.value, a.err
	case <-ctx.Done():
		return none, fmt.Errorf("no answer from the database: %w", ctx.Err())
	}
}

// callError is call for what answers with an error only.
func callError(ctx context.Context, c caller, do func(ctx context.Context) error) error {
	_, err := call(ctx, c, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) })
	return err
}
