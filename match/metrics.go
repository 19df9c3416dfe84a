package match

import (
	"cmp"
	"sync/atomic"
	"time"

	"sagishi/game"
	"sagishi/internal/platform/metrics"
	"sagishi/protocol"
)

const (
	// sampleEvery is the number of ticks from one timed tick to the next.
	sampleEvery = 64
	// inputQueue is how many messages Nakama keeps for a match between two ticks
	// (match.input_queue_size): it drops what does not fit.
	inputQueue = 128
)

// addToGauge changes a number that all matches of this process share, and
// reports it.
func (m *shared) addToGauge(number *atomic.Int64, gauge metrics.Gauge, delta int64) {
	gauge.Set(m.Metrics, float64(number.Add(delta)))
}

// reportGame counts a game that ended, with what its players did.
func (s *state) reportGame(ended *game.Ended) {
	var kills, votes, leavers int64
	for _, p := range ended.Players {
		kills += int64(p.Kills)
		votes += int64(p.Votes)
		if p.LeftAlive {
			leavers++
		}
	}
	m, mode := s.shared.Metrics, string(s.params.Mode)
	metrics.Games.Add(m, 1, mode, cmp.Or(protocol.Side(ended.Winner), "none"), string(ended.Reason))
	metrics.GameLength.Record(m, time.Duration(ended.Seconds)*time.Second, mode)
	metrics.Kills.Add(m, kills)
	metrics.Votes.Add(m, votes)
	metrics.Leavers.Add(m, leavers)
}

// reportPhase reports whether a game runs, if that changed.
func (s *state) reportPhase() {
	running := s.playing()
	if running == s.inGame {
		return
	}
	s.inGame = running
	change := int64(1)
	if !running {
		change = -1
	}
	s.shared.addToGauge(&s.shared.games, metrics.GamesRunning, change)
}

// playing reports whether a game runs.
func (s *state) playing() bool {
	switch s.game.Phase() {
	case game.Playing, game.Discussion, game.Voting, game.Reveal:
		return true
	default:
		return false
	}
}

// part is where players are, for metrics.
func (s *state) part() string {
	if s.playing() {
		return "game"
	}
	return "lobby"
}

// reportFullInput counts a tick before which the queue of messages was full.
func (s *state) reportFullInput(messages int) {
	if messages >= inputQueue {
		metrics.InputFull.Add(s.shared.Metrics, 1)
	}
}

// sampleTick times one of every sampleEvery ticks. Call stop when the tick ends.
func (s *state) sampleTick(tick int64) (stop func()) {
	if tick%sampleEvery != 0 {
		return func() {}
	}
	start := s.shared.Now()
	return func() { metrics.Tick.Record(s.shared.Metrics, s.shared.Now().Sub(start)) }
}
