package callback

import (
	"context"
	"time"
)

// AnswerTime is how long the work for one call of a client may take. Clients are
// answered within 10 s also when the database falls silent in the middle of a call,
// each of whose steps has a limit of its own.
const AnswerTime = 8 * time.Second

// Limit bounds the work for a call of a client. What is not done in time fails with
// context.DeadlineExceeded.
func Limit(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, AnswerTime)
}
