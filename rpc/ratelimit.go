package rpc

import (
	"context"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/ratelimit"
)

func (l limit) meter(now func() time.Time) *ratelimit.Limiter {
	return ratelimit.New(l.interval, l.burst, now)
}

// limited refuses a player's calls above the limit of all calls, or of this RPC
// if policy.go gives it one of its own. A malformed call counts only for the former.
// Servers are not limited.
func (e endpoint) limited(all *ratelimit.Limiter, now func() time.Time) handlerFunc {
	own := all
	if e.limit != defaultLimit {
		own = e.limit.meter(now)
	}
	return func(ctx context.Context, caller callback.Caller, payload string) (string, error) {
		player := caller.UserID
		if player == "" {
			return e.call(ctx, caller, payload)
		}
		if !all.Allow(player) || own != all && !own.Allow(player) {
			return "", apierr.Exhausted("too many calls of %s, try again in a moment", e.id)
		}
		answer, err := e.call(ctx, caller, payload)
		if own != all && apierr.CodeOf(err) == apierr.CodeInvalidArgument {
			own.Refund(player)
		}
		return answer, err
	}
}
