package match

import (
	"context"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
)

const (
	// recordSeconds of a shutdown's grace period are reserved for recording games.
	recordSeconds = 2
	// releaseTimeout limits the release of the join code.
	releaseTimeout = 30 * time.Second
)

// shutdown announces the server's shutdown to the players, and limits the game to
// the grace period. Nakama may call it more than once.
func (s *state) shutdown(dispatcher runtime.MatchDispatcher, graceSeconds int) {
	if s.terminating {
		return
	}
	s.terminating = true
	s.sendNotice(dispatcher, codeShutdown, fmt.Sprintf("the server shuts down in %d seconds", graceSeconds))
	s.game.Shutdown(max(0, graceSeconds-recordSeconds) * s.shared.TickRate)
	s.updateLabel(dispatcher)
}

// canEnd reports whether the match may end. It waits for games being recorded: a
// process that is stopped or drained ends with its last match.
func (s *state) canEnd() bool { return s.game.Done() && s.recordings.running == 0 }

// end releases what the match holds. It is safe to call twice.
func (s *state) end(ctx context.Context) {
	if s.ended {
		return
	}
	s.ended = true
	s.releaseAllSeats()
	m := s.shared
	m.addToGauge(&m.matches, metrics.Matches, -1)
	if s.inGame {
		m.addToGauge(&m.games, metrics.GamesRunning, -1)
	}
	m.addToGauge(&m.players, metrics.Players, -int64(s.seats.connected().Count()))
	if s.code != "" {
		go releaseCode(context.WithoutCancel(ctx), s.logger, m.Codes, s.id, s.code)
	}
}

// releaseCode releases the join code. If that fails, the next player who looks up
// the code frees it.
func releaseCode(ctx context.Context, logger runtime.Logger, codes Codes, matchID, code string) {
	defer callback.RecoverAndLog(logger, "release join code")
	ctx, cancel := context.WithTimeout(ctx, releaseTimeout)
	defer cancel()
	if err := codes.Release(ctx, matchID, code); err != nil {
		logger.WithField("match", matchID).Warn("join code not released: %v", err)
	}
}
