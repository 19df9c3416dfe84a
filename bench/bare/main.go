// Command bare is a match handler that only sends all players the same message
// each tick. It shows what Nakama itself costs at that rate, the lower limit for
// any plugin. It has an empty hook on each message, as the message limit needs.
package main

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

const (
	tickRate = 10
	opCode   = 103
	// length is that of a packed snapshot of ten players.
	length = 90
)

type match struct{ message []byte }

var _ runtime.Match = (*match)(nil)

// InitModule registers the match, the RPC that creates one, and the hook.
func InitModule(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in runtime.Initializer) error {
	if err := in.RegisterMatch("bare", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return &match{make([]byte, length)}, nil
	}); err != nil {
		return err
	}
	if err := in.RegisterBeforeRt("MatchDataSend", func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, envelope *rtapi.Envelope) (*rtapi.Envelope, error) {
		return envelope, nil
	}); err != nil {
		return err
	}
	return in.RegisterRpc("create_match", func(ctx context.Context, _ runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, _ string) (string, error) {
		id, err := nk.MatchCreate(ctx, "bare", nil)
		if err != nil {
			return "", err
		}
		answer, err := json.Marshal(map[string]string{"match_id": id})
		return string(answer), err
	})
}

// MatchInit creates an empty match; the state is the handler itself.
func (m *match) MatchInit(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, map[string]any) (any, int, string) {
	return m, tickRate, "{}"
}

// MatchJoinAttempt accepts everyone.
func (*match) MatchJoinAttempt(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, _ runtime.Presence, _ map[string]string) (any, bool, string) {
	return st, true, ""
}

// MatchJoin does nothing.
func (*match) MatchJoin(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, _ []runtime.Presence) any {
	return st
}

// MatchLeave does nothing.
func (*match) MatchLeave(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, _ []runtime.Presence) any {
	return st
}

// MatchLoop ignores the messages received and sends the message to all players.
func (m *match) MatchLoop(_ context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, st any, _ []runtime.MatchData) any {
	if err := dispatcher.BroadcastMessage(opCode, m.message, nil, nil, true); err != nil {
		logger.Error("broadcast: %v", err)
	}
	return st
}

// MatchTerminate does nothing.
func (*match) MatchTerminate(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, _ int) any {
	return st
}

// MatchSignal does nothing.
func (*match) MatchSignal(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, _ string) (any, string) {
	return st, ""
}

func main() {}
