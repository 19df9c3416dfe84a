package callback

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
)

// Caller is the user and session of a call. A server-to-server call has an empty
// UserID.
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

// ClientError turns err into the error that Nakama sends to the client. An
// apierr.Error keeps its code and message. Any other error is logged here, once,
// with the name of the entry point and the caller, and becomes "internal error".
func ClientError(ctx context.Context, logger runtime.Logger, entry string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*apierr.Error](err); ok {
		return runtime.NewError(e.Message, int(e.Code))
	}
	log := logger.WithField("entry", entry).WithField("user_id", CallerFrom(ctx).UserID)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Error("no answer in time: %v", err)
		return runtime.NewError("the server cannot answer now, try again", int(apierr.CodeUnavailable))
	}
	log.Error("internal error: %v", err)
	return runtime.NewError("internal error", int(apierr.CodeInternal))
}

// RecoverTo turns a panic into an error in *err. Nakama has no recover of its
// own, so a panic that leaves the plugin ends the whole server. Defer it
// directly.
func RecoverTo(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// RecoverAndLog logs a panic of a goroutine or of a callback that returns no
// error. Defer it directly.
func RecoverAndLog(logger runtime.Logger, entry string) {
	if p := recover(); p != nil {
		logger.WithField("entry", entry).Error("panic: %v\n%s", p, debug.Stack())
	}
}
