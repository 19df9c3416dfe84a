package match

import (
	"sync/atomic"

	"sagishi/game"
	"sagishi/protocol"
)

// sampleEvery is how many ticks pass between two that are timed.
const sampleEvery = 64

// count adds one to a counter, with at most one tag.
func (m *module) count(name, tag, value string) {
	var tags map[string]string
	if tag != "" {
		tags = map[string]string{tag: value}
	}
	m.Metrics.MetricsCounterAdd(name, tags, 1)
}

// gauge moves a number that all matches of this process share.
func (m *module) gauge(number *atomic.Int64, name string, delta int64) {
	m.Metrics.MetricsGaugeSet(name, nil, float64(number.Add(delta)))
}

// countGame reports a game that ended.
func (s *state) countGame(ended *game.Ended) {
	var kills, votes int
	for _, p := range ended.Players {
		kills += p.Kills
		votes += p.Votes
	}
	m := s.module.Metrics
	m.MetricsCounterAdd("sagishi_games", map[string]string{
		"mode": string(s.params.Mode), "winner": protocol.Side(ended.Winner), "reason": string(ended.Reason),
	}, 1)
	m.MetricsCounterAdd("sagishi_kills", nil, int64(kills))
	m.MetricsCounterAdd("sagishi_votes", nil, int64(votes))
}

// sampleTick times one tick in many.
func (s *state) sampleTick(tick int64) (done func()) {
	if tick%sampleEvery != 0 {
		return func() {}
	}
	began := s.module.Now()
	return func() {
		s.module.Metrics.MetricsTimerRecord("sagishi_tick", nil, s.module.Now().Sub(began))
	}
}
