package hooks

import (
	"context"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// maxDevices is the most device ids of an account: each is a row in the database.
// Links at the same moment may exceed it by as many as the rate limit lets pass.
const maxDevices = 20

// changing is the check of a request that changes what the player alone has, or
// asks a store or another service about it.
func changing[T any](g *guard, _ context.Context, caller callback.Caller, _ *T) error {
	return g.limits.allow(g.limits.changes, caller.UserID, 1)
}

func (g *guard) linkDevice(ctx context.Context, caller callback.Caller, in *api.AccountDevice) error {
	accounts, err := g.Nakama.AccountsGetId(ctx, []string{caller.UserID}, nil)
	if err != nil {
		return fmt.Errorf("count the devices of an account: %w", err)
	}
	for _, account := range accounts {
		devices := account.GetDevices()
		known := slices.ContainsFunc(devices, func(d *api.AccountDevice) bool { return d.GetId() == in.GetId() })
		if len(devices) >= maxDevices && !known {
			return apierr.Exhausted("id: an account may have %d devices, unlink one first", maxDevices)
		}
	}
	return nil
}
