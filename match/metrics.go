package match

import (
	"sync/atomic"

	"sagishi/game"
	"sagishi/protocol"
)

// sampleEvery is the number of ticks from one timed tick to the next.
const sampleEvery = 64

// increment adds one to a counter, with at most one tag.
func (m *shared) increment(name, tag, value string) {
	var tags map[string]string
	if tag != "" {
		tags = map[string]string{tag: value}
	}
	m.Metrics.MetricsCounterAdd(name, tags, 1)
}

// addToGauge changes a number that all matches of this process share, and
// reports it.
func (m *shared) addToGauge(number *atomic.Int64, name string, delta int64) {
	m.Metrics.MetricsGaugeSet(name, nil, float64(number.Add(delta)))
}

// reportGame counts a game that ended, its kills and its votes.
func (s *state) reportGame(ended *game.Ended) {
	var kills, votes int
	for _, p := range ended.Players {
		kills += p.Kills
		votes += p.Votes
	}
	m := s.shared.Metrics
	m.MetricsCounterAdd("sagishi_games", map[string]string{
		"mode": string(s.params.Mode), "winner": protocol.Side(ended.Winner), "reason": string(ended.Reason),
	}, 1)
	m.MetricsCounterAdd("sagishi_kills", nil, int64(kills))
	m.MetricsCounterAdd("sagishi_votes", nil, int64(votes))
}

// sampleTick times one of every sampleEvery ticks. Call stop when the tick ends.
func (s *state) sampleTick(tick int64) (stop func()) {
	if tick%sampleEvery != 0 {
		return func() {}
	}
	start := s.shared.Now()
	return func() {
		s.shared.Metrics.MetricsTimerRecord("sagishi_tick", nil, s.shared.Now().Sub(start))
	}
}
