package nakamatest

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// metrics is what was counted, by name and tags.
type metrics struct {
	counters map[string]int64
	gauges   map[string]float64
	timers   map[string][]time.Duration
}

func newMetrics() metrics {
	return metrics{counters: map[string]int64{}, gauges: map[string]float64{}, timers: map[string][]time.Duration{}}
}

// metricKey is a name with its tags, as in name{a=1,b=2}.
func metricKey(name string, tags map[string]string) string {
	if len(tags) == 0 {
		return name
	}
	var pairs []string
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		pairs = append(pairs, key+"="+tags[key])
	}
	return name + "{" + strings.Join(pairs, ",") + "}"
}

// MetricsCounterAdd counts.
func (n *Nakama) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.live.metrics.counters[metricKey(name, tags)] += delta
}

// MetricsGaugeSet sets a gauge.
func (n *Nakama) MetricsGaugeSet(name string, tags map[string]string, value float64) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.live.metrics.gauges[metricKey(name, tags)] = value
}

// MetricsTimerRecord records a duration.
func (n *Nakama) MetricsTimerRecord(name string, tags map[string]string, value time.Duration) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	key := metricKey(name, tags)
	n.live.metrics.timers[key] = append(n.live.metrics.timers[key], value)
}

// Counter is what was counted under name{tag=value,…}, tags in order.
func (n *Nakama) Counter(key string) int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.live.metrics.counters[key]
}

// Counters is everything counted.
func (n *Nakama) Counters() map[string]int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return copyMap(n.live.metrics.counters)
}

// Gauge is the value of a gauge.
func (n *Nakama) Gauge(key string) float64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.live.metrics.gauges[key]
}

// Timers is what was recorded of a timer.
func (n *Nakama) Timers(key string) []time.Duration {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return slices.Clone(n.live.metrics.timers[key])
}
