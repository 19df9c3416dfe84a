package match

import (
	"context"
	"runtime/debug"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
)

// endOnPanic ends only this match if a callback panics: Nakama does not recover,
// so the panic would end the server. Defer it directly.
func (s *state) endOnPanic(ctx context.Context, logger runtime.Logger, dispatcher runtime.MatchDispatcher, next *any) {
	p := recover()
	if p == nil {
		return
	}
	*next = nil
	logger.Error("match ends after a panic: %v\n%s", p, debug.Stack())
	if s == nil {
		return
	}
	s.logger = logger
	s.endBroken(ctx, logger, dispatcher)
}

// endBroken releases what a failed match holds and notifies its players. The
// state may be broken in any way, so this may panic too.
func (s *state) endBroken(ctx context.Context, logger runtime.Logger, dispatcher runtime.MatchDispatcher) {
	defer callback.RecoverAndLog(logger, "end of a failed match")
	metrics.MatchPanics.Add(s.shared.Metrics, 1)
	s.end(ctx)
	s.sendNotice(dispatcher, codeInternal, "the match failed and has ended")
}

// refuseOnPanic sets a nil state, so that Nakama does not create the match. Defer
// it directly.
func (h *handler) refuseOnPanic(logger runtime.Logger, entry string, st *any) {
	if p := recover(); p != nil {
		*st = nil
		logger.WithField("entry", entry).Error("panic: %v\n%s", p, debug.Stack())
	}
}
