// Package edge is what every entry point does alike: it learns who calls,
// turns a panic into an error, and turns errors into what Nakama and the
// client may see.
package edge

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/fault"
)

// Caller is who calls. A server-to-server call has an empty UserID.
type Caller struct {
	UserID    string
	Username  string
	SessionID string            // empty for a call over HTTP
	Vars      map[string]string // session variables, set when the client logged in
}

// CallerFrom reads the caller from the context of a Nakama callback.
func CallerFrom(ctx context.Context) Caller {
	text := func(key string) string {
		s, _ := ctx.Value(key).(string)
		return s
	}
	vars, _ := ctx.Value(runtime.RUNTIME_CTX_VARS).(map[string]string)
	return Caller{
		UserID:    text(runtime.RUNTIME_CTX_USER_ID),
		Username:  text(runtime.RUNTIME_CTX_USERNAME),
		SessionID: text(runtime.RUNTIME_CTX_SESSION_ID),
		Vars:      vars,
	}
}

// Answer turns err into the error that Nakama hands to the client. A fault
// goes out as it is. Anything else is logged here, once, with the name of the
// entry point and the caller, and goes out as "internal error".
func Answer(ctx context.Context, logger runtime.Logger, entry string, err error) error {
	if err == nil {
		return nil
	}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return runtime.NewError(f.Message, int(f.Code))
	}
	logger.WithField("entry", entry).WithField("user_id", CallerFrom(ctx).UserID).
		Error("internal error: %v", err)
	return runtime.NewError("internal error", int(fault.CodeInternal))
}

// Recover turns a panic into an error in *err. Nakama has no recover of its
// own, so a panic that leaves the plugin ends the whole server. To be deferred
// directly.
func Recover(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// Log reports a panic of a goroutine or callback that has no one to answer to.
// To be deferred directly.
func Log(logger runtime.Logger, entry string) {
	if p := recover(); p != nil {
		logger.WithField("entry", entry).Error("panic: %v\n%s", p, debug.Stack())
	}
}
