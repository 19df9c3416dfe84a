package rpc

import (
	"context"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/ratelimit"
)

func (l limit) meter(now func() time.Time) *ratelimit.Meter {
	return ratelimit.New(l.every, l.burst, now)
}

// paced answers a player's call if it is not one too many: of all calls, or of
// this RPC if it has a limit of its own. What was malformed costs only the
// former. Servers call as often as they like.
func (e endpoint) paced(all *ratelimit.Meter, now func() time.Time) serve {
	own := all
	if e.limit != usual {
		own = e.limit.meter(now)
	}
	return func(ctx context.Context, caller callback.Caller, payload string) (string, error) {
		player := caller.UserID
		if player == "" {
			return e.serve(ctx, caller, payload)
		}
		if !all.Allow(player) || own != all && !own.Allow(player) {
			return "", apierr.Exhausted("too many calls of %s, try again in a moment", e.id)
		}
		answer, err := e.serve(ctx, caller, payload)
		if own != all && apierr.CodeOf(err) == apierr.CodeInvalidArgument {
			own.Refund(player)
		}
		return answer, err
	}
}
