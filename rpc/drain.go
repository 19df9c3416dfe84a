package rpc

import (
	"context"
	"unicode/utf8"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/drain"
)

// maxReason is the longest reason, in characters.
const maxReason = 128

type drainRequest struct {
	On     bool   `json:"on" rpc:"required"`
	Reason string `json:"reason"`
}

func (d Deps) adminDrain(ctx context.Context, request drainRequest) (drain.Status, error) {
	if request.On && request.Reason == "" {
		return drain.Status{}, apierr.Invalid("reason is required to begin draining")
	}
	if n := utf8.RuneCountInString(request.Reason); n > maxReason {
		return drain.Status{}, apierr.Invalid("reason must have at most %d characters", maxReason)
	}
	return d.Drain.Set(ctx, request.On, request.Reason)
}
