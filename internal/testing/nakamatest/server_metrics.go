package nakamatest

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// metrics holds recorded values by name and tags.
type metrics struct {
	counters map[string]int64
	gauges   map[string]float64
	timers   map[string][]time.Duration
}

func newMetrics() metrics {
	return metrics{counters: map[string]int64{}, gauges: map[string]float64{}, timers: map[string][]time.Duration{}}
}

// metricKey combines a name with its tags, as in name{a=1,b=2}.
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

// MetricsCounterAdd adds to a counter.
func (n *Nakama) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.process.metrics.counters[metricKey(name, tags)] += delta
}

// MetricsGaugeSet sets a gauge.
func (n *Nakama) MetricsGaugeSet(name string, tags map[string]string, value float64) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.process.metrics.gauges[metricKey(name, tags)] = value
}

// MetricsTimerRecord records a duration.
func (n *Nakama) MetricsTimerRecord(name string, tags map[string]string, value time.Duration) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	if n.options.Live {
		return
	}
	key := metricKey(name, tags)
	n.process.metrics.timers[key] = append(n.process.metrics.timers[key], value)
}

// Counter returns the counter name{tag=value,…}, with the tags in alphabetical order.
func (n *Nakama) Counter(key string) int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.process.metrics.counters[key]
}

// Counters returns all counters.
func (n *Nakama) Counters() map[string]int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return copyMap(n.process.metrics.counters)
}

// Gauge returns the value of a gauge.
func (n *Nakama) Gauge(key string) float64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.process.metrics.gauges[key]
}

// Timers returns the recorded durations of a timer.
func (n *Nakama) Timers(key string) []time.Duration {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return slices.Clone(n.process.metrics.timers[key])
}
