package storage

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
)

// updateAttempts is how often Update tries a change before it gives up.
const updateAttempts = 5

// IsConflict reports whether a write lost a race: the record is no longer as it
// was read. Reading it again and repeating the change may succeed.
func IsConflict(err error) bool {
	return errors.Is(err, runtime.ErrStorageRejectedVersion) || apierr.CodeOf(err) == apierr.CodeAborted
}

// RetryOnConflict calls try until it does not lose a race, at most attempts
// times. It returns the last answer, and the last error with the code Aborted if
// every attempt lost.
func RetryOnConflict[T any](ctx context.Context, attempts int, try func(context.Context) (T, error)) (T, error) {
	var (
		answer T
		err    error
	)
	for range attempts {
		answer, err = try(ctx)
		if !IsConflict(err) {
			return answer, err
		}
	}
	if apierr.CodeOf(err) != apierr.CodeAborted {
		err = apierr.Aborted("too many changes at the same time, try again")
	}
	return answer, err
}

// Update reads a record, changes it and writes it back, and repeats that if
// another write came in between. A missing record starts as the zero value. An
// error of change ends the update, and nothing is written.
func Update[T any](ctx context.Context, nk ReadWriter, ref Ref, read int, change func(*T) error) error {
	_, err := RetryOnConflict(ctx, updateAttempts, func(ctx context.Context) (struct{}, error) {
		record, err := Read[T](ctx, nk, ref)
		if err != nil {
			return struct{}{}, err
		}
		if err := change(&record.Value); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, record.Save(ctx, nk, read)
	})
	return err
}
