package rpc

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// endpoint is an RPC: the id that clients call, its handler, and how often a
// player may call it.
type endpoint struct {
	id string
	handler
	limit limit
}

// handler answers an RPC.
type handler struct {
	call       handlerFunc
	request    reflect.Type
	serverOnly bool
	takesLong  bool // than a client waits
}

// handlerFunc answers one call with JSON.
type handlerFunc func(ctx context.Context, caller callback.Caller, payload string) (string, error)

// handle makes the handler of an RPC for players.
func handle[Req, Res any](call func(context.Context, callback.Caller, Req) (Res, error)) handler {
	return newHandler(call, func(caller callback.Caller) error {
		if caller.UserID == "" {
			return apierr.Unauthenticated("this is for a player who is logged in")
		}
		return nil
	})
}

// handleServer makes the handler of an RPC that only other servers may call.
// They use the HTTP key, and so have no user.
func handleServer[Req, Res any](call func(context.Context, Req) (Res, error)) handler {
	withoutCaller := func(ctx context.Context, _ callback.Caller, request Req) (Res, error) { return call(ctx, request) }
	h := newHandler(withoutCaller, func(caller callback.Caller) error {
		if caller.UserID != "" {
			return apierr.Denied("this is for servers, not for players")
		}
		return nil
	})
	h.serverOnly = true
	return h
}

// long is a handler whose work may take longer than a client waits.
func long(h handler) handler {
	h.takesLong = true
	return h
}

func newHandler[Req, Res any](
	call func(context.Context, callback.Caller, Req) (Res, error), authorize func(callback.Caller) error,
) handler {
	answer := func(ctx context.Context, caller callback.Caller, payload string) (string, error) {
		if err := authorize(caller); err != nil {
			return "", err
		}
		request, err := decode[Req](payload)
		if err != nil {
			return "", err
		}
		return encode(call(ctx, caller, request))
	}
	return handler{call: answer, request: reflect.TypeFor[Req]()}
}

// entry is the RPC as Nakama calls it.
func (e endpoint) entry(
	ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, payload string,
) (string, error) {
	answer, err := e.recovered(ctx, payload)
	if e.serverOnly && callback.CallerFrom(ctx).UserID == "" {
		e.logAdmin(logger, payload, err)
	}
	if err != nil {
		return "", callback.ClientError(ctx, logger, "rpc "+e.id, err)
	}
	return answer, nil
}

// recovered answers the call in time, and turns a panic into an error.
func (e endpoint) recovered(ctx context.Context, payload string) (answer string, err error) {
	defer callback.RecoverTo(&err)
	if !e.takesLong {
		limited, cancel := callback.Limit(ctx)
		defer cancel()
		ctx = limited
	}
	return e.call(ctx, callback.CallerFrom(ctx), payload)
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
