package rpc

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// serve answers one call.
type serve func(ctx context.Context, caller callback.Caller, payload string) (string, error)

// entry is the RPC as Nakama calls it.
func (e endpoint) entry(
	ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, payload string,
) (string, error) {
	answer, err := e.guarded(ctx, payload)
	if err != nil {
		return "", callback.ClientError(ctx, logger, "rpc "+e.id, err)
	}
	return answer, nil
}

// guarded serves the call and turns a panic into an error.
func (e endpoint) guarded(ctx context.Context, payload string) (answer string, err error) {
	defer callback.RecoverTo(&err)
	return e.serve(ctx, callback.CallerFrom(ctx), payload)
}

// handle makes an RPC for players of a method with typed request and answer.
func handle[Req, Res any](call func(context.Context, callback.Caller, Req) (Res, error)) serve {
	return func(ctx context.Context, caller callback.Caller, payload string) (string, error) {
		if caller.UserID == "" {
			return "", apierr.Unauthenticated("this is for a player who is logged in")
		}
		request, err := decode[Req](payload)
		if err != nil {
			return "", err
		}
		return encode(call(ctx, caller, request))
	}
}

// handleServer makes an RPC that only other servers may call, with the HTTP key
// and so without a user.
func handleServer[Req, Res any](call func(context.Context, Req) (Res, error)) serve {
	return func(ctx context.Context, caller callback.Caller, payload string) (string, error) {
		if caller.UserID != "" {
			return "", apierr.Denied("this is for servers, not for players")
		}
		request, err := decode[Req](payload)
		if err != nil {
			return "", err
		}
		return encode(call(ctx, request))
	}
}

func encode[Res any](answer Res, err error) (string, error) {
	if err != nil {
		return "", err
	}
	encoded, err := json.Marshal(answer)
	if err != nil {
		return "", fmt.Errorf("encode answer: %w", err)
	}
	return string(encoded), nil
}
