// Package main is the Sagi-shi plugin: Nakama loads it and calls InitModule.
package main

import (
	"context"
	"database/sql"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/app"
	"sagishi/internal/platform/callback"
)

// InitModule is called once, when Nakama starts. An error stops the server
// with a message that says what to fix.
func InitModule(
	ctx context.Context, logger runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, in runtime.Initializer,
) (err error) {
	defer callback.RecoverTo(&err)
	env, _ := ctx.Value(runtime.RUNTIME_CTX_ENV).(map[string]string)
	p, err := app.Start(ctx, app.Host{Logger: logger, Nakama: nk, In: in, Env: env, Now: time.Now})
	if err != nil {
		return err
	}
	// Nakama ends the context when it stops.
	go p.Run(ctx)
	return nil
}

// main is never called: Nakama loads a plugin, it does not run one.
func main() {}
