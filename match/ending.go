package match

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/protocol"
)

const (
	// writeSeconds of a shutdown's grace are left for writing results.
	writeSeconds = 2
	// releaseTimeout bounds giving the join code back.
	releaseTimeout = 30 * time.Second
)

// over reports whether the match may end. While the server goes down it waits
// for results under way, because the process ends with the last match.
func (s *state) over() bool {
	return s.game.Done() && (!s.terminating || s.record.waiting == 0)
}

// end gives back what the match holds. It is safe to call twice.
func (s *state) end(ctx context.Context) {
	if s.ended {
		return
	}
	s.ended = true
	m := s.module
	m.gauge(&m.matches, "sagishi_matches", -1)
	m.gauge(&m.players, "sagishi_players", -int64(s.seats.connectedCount()))
	if s.code != "" {
		go release(context.WithoutCancel(ctx), s.logger, m.Codes, s.id, s.code)
	}
}

// release gives the join code back. If it fails, the code is taken back when
// someone asks for it.
func release(ctx context.Context, logger runtime.Logger, codes Codes, matchID, code string) {
	defer callback.RecoverAndLog(logger, "release join code")
	ctx, cancel := context.WithTimeout(ctx, releaseTimeout)
	defer cancel()
	if err := codes.Release(ctx, matchID, code); err != nil {
		logger.WithField("match", matchID).Warn("join code not released: %v", err)
	}
}

// shutdown tells the players that the server goes down, and gives the game
// what is left of the grace period. Nakama may call it more than once.
func (s *state) shutdown(dispatcher runtime.MatchDispatcher, graceSeconds int) {
	if s.terminating {
		return
	}
	s.terminating = true
	s.notice(dispatcher, codeShutdown, fmt.Sprintf("the server shuts down in %d seconds", graceSeconds))
	s.game.Shutdown(max(0, graceSeconds-writeSeconds) * s.module.TickRate)
	s.updateLabel(dispatcher)
}

// notice tells everyone something that answers no message.
func (s *state) notice(dispatcher runtime.MatchDispatcher, code, text string) {
	s.send(dispatcher, s.seats.connected(), protocol.OpRejected, &protocol.Rejected{Code: code, Message: text}, nil)
}

// endOnPanic ends this match alone if a callback panics: Nakama has no recover
// of its own, so the panic would end the server. To be deferred directly.
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
	s.bury(ctx, logger, dispatcher)
}

// bury tells the players of a match that failed. The state may be broken in
// any way, so it may fail too.
func (s *state) bury(ctx context.Context, logger runtime.Logger, dispatcher runtime.MatchDispatcher) {
	defer callback.RecoverAndLog(logger, "end of a failed match")
	s.module.count("sagishi_match_panics", "", "")
	s.end(ctx)
	s.notice(dispatcher, codeInternal, "the match failed and has ended")
}

// refuseOnPanic leaves no state, so that Nakama does not create the match. To
// be deferred directly.
func (h *handler) refuseOnPanic(logger runtime.Logger, entry string, st *any) {
	if p := recover(); p != nil {
		*st = nil
		logger.WithField("entry", entry).Error("panic: %v\n%s", p, debug.Stack())
	}
}
