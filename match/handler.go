package match

import (
	"context"
	"database/sql"

	"github.com/heroiclabs/nakama-common/runtime"
)

// handler implements the callbacks that Nakama calls for a match. The match
// itself is in the state that they pass on.
type handler struct{ shared *shared }

var _ runtime.Match = (*handler)(nil)

// MatchInit creates a match in its lobby. Nakama refuses to create the match if
// the state is nil.
func (h *handler) MatchInit(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, params map[string]any) (st any, rate int, label string) {
	defer h.refuseOnPanic(logger, "MatchInit", &st)
	s, label, err := h.shared.newState(ctx, params)
	if err != nil {
		logger.Error("match not created: %v", err)
		return nil, h.shared.TickRate, ""
	}
	return s, h.shared.TickRate, label
}

// MatchJoinAttempt decides whether a player may join.
func (h *handler) MatchJoinAttempt(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, state any, presence runtime.Presence, metadata map[string]string) (next any, allowed bool, reason string) {
	s := stateOf(state)
	defer s.endOnPanic(ctx, logger, dispatcher, &next)
	reason = s.checkJoin(presence, metadata)
	return s, reason == "", reason
}

// MatchJoin seats the players who passed the join attempt.
func (h *handler) MatchJoin(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, state any, presences []runtime.Presence) (next any) {
	s := stateOf(state)
	defer s.endOnPanic(ctx, logger, dispatcher, &next)
	for _, presence := range presences {
		s.join(dispatcher, presence)
	}
	s.releaseSeats()
	return s
}

// MatchLeave frees the seats of players who left, and keeps the seats of players
// who lost their connection.
func (h *handler) MatchLeave(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, state any, presences []runtime.Presence) (next any) {
	s := stateOf(state)
	defer s.endOnPanic(ctx, logger, dispatcher, &next)
	for _, presence := range presences {
		s.leave(presence)
	}
	s.releaseSeats()
	return s
}

// MatchLoop runs one tick. It ends the match by returning nil.
func (h *handler) MatchLoop(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, tick int64, state any, messages []runtime.MatchData) (next any) {
	s := stateOf(state)
	defer s.endOnPanic(ctx, logger, dispatcher, &next)
	defer s.sampleTick(tick)()
	s.logger = logger
	s.step(ctx, dispatcher, tick, messages)
	if s.canEnd() {
		s.end(ctx)
		return nil
	}
	return s
}

// MatchTerminate lets the match end within the grace period of a shutdown.
func (h *handler) MatchTerminate(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, state any, graceSeconds int) (next any) {
	s := stateOf(state)
	defer s.endOnPanic(ctx, logger, dispatcher, &next)
	s.shutdown(dispatcher, graceSeconds)
	return s
}

// MatchSignal answers requests of the server's own code.
func (h *handler) MatchSignal(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, dispatcher runtime.MatchDispatcher, _ int64, state any, data string) (next any, answer string) {
	s := stateOf(state)
	defer s.endOnPanic(ctx, logger, dispatcher, &next)
	return s, s.signal(dispatcher, data)
}
