package rpc

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/edge"
	"sagishi/internal/fault"
)

// serve answers one call.
type serve func(ctx context.Context, caller edge.Caller, payload string) (string, error)

// entry is the RPC as Nakama calls it.
func (e endpoint) entry(
	ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, payload string,
) (string, error) {
	answer, err := e.guarded(ctx, payload)
	if err != nil {
		return "", edge.Answer(ctx, logger, "rpc "+e.id, err)
	}
	return answer, nil
}

// guarded serves the call and turns a panic into an error.
func (e endpoint) guarded(ctx context.Context, payload string) (answer string, err error) {
	defer edge.Recover(&err)
	return e.serve(ctx, edge.CallerFrom(ctx), payload)
}

// handle makes an RPC for players of a method with typed request and answer.
func handle[Req, Res any](call func(context.Context, edge.Caller, Req) (Res, error)) serve {
	return func(ctx context.Context, caller edge.Caller, payload string) (string, error) {
		if caller.UserID == "" {
			return "", fault.Unauthenticated("this is for a player who is logged in")
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
	return func(ctx context.Context, caller edge.Caller, payload string) (string, error) {
		if caller.UserID != "" {
			return "", fault.Denied("this is for servers, not for players")
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
