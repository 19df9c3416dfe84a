package match

import "github.com/heroiclabs/nakama-common/runtime"

// A game has no time limit, and a drained server must become empty. One that runs
// for an hour of draining ends as at a shutdown, after the grace period.
const (
	drainLimitSeconds = 3600
	drainGraceSeconds = 60
)

// neverDrained is a server that is never drained.
type neverDrained struct{}

func (neverDrained) On() bool { return false }

// checkDrain passes on to the game whether the server is drained.
func (s *state) checkDrain(dispatcher runtime.MatchDispatcher) {
	on := s.shared.Drain.On()
	s.game.Drain(on)
	if !on {
		s.drainTicks = 0
		return
	}
	s.drainTicks++
	if s.drainTicks >= drainLimitSeconds*s.shared.TickRate {
		s.shutdown(dispatcher, drainGraceSeconds)
	}
}
