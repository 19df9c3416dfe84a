package metrics

import (
	"slices"
	"time"
)

// Kind is how a metric behaves.
type Kind string

// The kinds. Prometheus shows a timer as a summary, in seconds.
const (
	CounterKind Kind = "counter"
	GaugeKind   Kind = "gauge"
	TimerKind   Kind = "timer"
)

// Other is the value of a label that is none of those in the table, so that no
// client and no bug can make new ones: each costs memory until the server ends.
const Other = "other"

// prefix is the text that Nakama puts before a plugin's names, with its default
// configuration.
const prefix = "nakama_custom_"

// Label is a label with every value that it can have.
type Label struct {
	Name   string
	Values []string
}

// Definition is a row of the table.
type Definition struct {
	Name    string
	Kind    Kind
	Labels  []Label
	Meaning string
	// Late metrics do not exist before their first value: they have too many
	// combinations of labels, or no value that says "none yet".
	Late bool
}

// Exported is the name in Prometheus.
func (d *Definition) Exported() string { return prefix + d.Name }

// tags are the labels with these values, in the table's order. Values that are
// missing or unknown become Other; those too many are left out.
func (d *Definition) tags(values []string) map[string]string {
	if len(d.Labels) == 0 {
		return nil
	}
	tags := make(map[string]string, len(d.Labels))
	for i, label := range d.Labels {
		tags[label.Name] = Other
		if i < len(values) && slices.Contains(label.Values, values[i]) {
			tags[label.Name] = values[i]
		}
	}
	return tags
}

// Counters takes what is counted. Nakama is one.
type Counters interface {
	MetricsCounterAdd(name string, tags map[string]string, delta int64)
}

// Gauges takes the present value of something. Nakama is one.
type Gauges interface {
	MetricsGaugeSet(name string, tags map[string]string, value float64)
}

// Timers takes durations. Nakama is one.
type Timers interface {
	MetricsTimerRecord(name string, tags map[string]string, value time.Duration)
}

// Counter counts events.
type Counter struct{ *Definition }

// Add adds to the counter with these values of its labels, in the table's order.
// The delta may not be negative.
func (c Counter) Add(to Counters, delta int64, values ...string) {
	to.MetricsCounterAdd(c.Name, c.tags(values), delta)
}

// Gauge is a number that goes up and down.
type Gauge struct{ *Definition }

// Set sets the gauge with these values of its labels, in the table's order.
func (g Gauge) Set(to Gauges, value float64, values ...string) {
	to.MetricsGaugeSet(g.Name, g.tags(values), value)
}

// Timer collects durations.
type Timer struct{ *Definition }

// Record records a duration with these values of its labels, in the table's order.
func (t Timer) Record(to Timers, value time.Duration, values ...string) {
	to.MetricsTimerRecord(t.Name, t.tags(values), value)
}
