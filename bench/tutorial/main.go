// Command tutorial is the match handler of a typical tutorial, for comparison: it
// decodes each message with encoding/json and forwards it to the other players.
package main

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/heroiclabs/nakama-common/runtime"
)

const tickRate = 10

type position struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	Z float64 `json:"z"`
}

type player struct {
	presence runtime.Presence
	at       position
}

type state struct{ players map[string]*player }

type match struct{}

var _ runtime.Match = (*match)(nil)

// InitModule registers the match and the RPC that creates one.
func InitModule(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in runtime.Initializer) error {
	if err := in.RegisterMatch("tutorial", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return &match{}, nil
	}); err != nil {
		return err
	}
	return in.RegisterRpc("create_match", func(ctx context.Context, _ runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, _ string) (string, error) {
		id, err := nk.MatchCreate(ctx, "tutorial", nil)
		if err != nil {
			return "", err
		}
		answer, err := json.Marshal(map[string]string{"match_id": id})
		return string(answer), err
	})
}

// MatchInit creates an empty match.
func (*match) MatchInit(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, map[string]any) (any, int, string) {
	return &state{players: map[string]*player{}}, tickRate, "{}"
}

// MatchJoinAttempt accepts everyone.
func (*match) MatchJoinAttempt(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, _ runtime.Presence, _ map[string]string) (any, bool, string) {
	return st, true, ""
}

// MatchJoin adds the players.
func (*match) MatchJoin(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, presences []runtime.Presence) any {
	s := st.(*state)
	for _, p := range presences {
		s.players[p.GetUserId()] = &player{presence: p}
	}
	return s
}

// MatchLeave removes the players.
func (*match) MatchLeave(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, st any, presences []runtime.Presence) any {
	s := st.(*state)
	for _, p := range presences {
		delete(s.players, p.GetUserId())
	}
	return s
}

// MatchLoop decodes each message and sends it to all players but its sender.
func (*match) MatchLoop(_ context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, st any, messages []runtime.MatchData) any {
	s := st.(*state)
	for _, message := range messages {
		sender, ok := s.players[message.GetUserId()]
		if !ok || json.Unmarshal(message.GetData(), &sender.at) != nil {
			continue
		}
		var others []runtime.Presence
		for id, p := range s.players {
			if id != message.GetUserId() {
				others = append(others, p.presence)
			}
		}
		data, err := json.Marshal(sender.at)
		if err != nil {
			logger.Error("encode position: %v", err)
			continue
		}
		if err := dispatcher.BroadcastMessage(message.GetOpCode(), data, others, message, true); err != nil {
			logger.Error("broadcast: %v", err)
		}
	}
	return s
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
