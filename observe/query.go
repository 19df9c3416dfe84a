package main

import (
	"fmt"
	"slices"
	"strings"

	"sagishi/internal/platform/metrics"
)

// selected picks the servers that the dashboard shows.
const selected = `{job="nakama",instance=~"$instance"}`

// query is one expression of PromQL, and the text of its legend, in which
// {{label}} stands for the label's value.
type query struct{ expr, legend string }

func (q query) times(factor int) query {
	q.expr = fmt.Sprintf("%s * %d", q.expr, factor)
	return q
}

// orZero makes a query that finds nothing return zero: Nakama's own counters do
// not exist before their first event.
func (q query) orZero() query {
	q.expr += " or vector(0)"
	return q
}

// over divides the query by another one.
func (q query) over(by query) query {
	q.expr = fmt.Sprintf("%s / (%s > 0)", q.expr, by.expr)
	return q
}

func (q query) as(legend string) query {
	q.legend = legend
	return q
}

// legendOf is the legend of a query that is grouped by these labels.
func legendOf(labels []string) string {
	parts := make([]string, 0, len(labels))
	for _, label := range labels {
		parts = append(parts, "{{"+label+"}}")
	}
	return strings.Join(parts, " ")
}

// grouped sums a vector by labels, or altogether if there are none.
func grouped(operator, vector string, labels []string) query {
	if len(labels) == 0 {
		return query{expr: fmt.Sprintf("%s(%s)", operator, vector)}
	}
	return query{expr: fmt.Sprintf("%s by (%s) (%s)", operator, strings.Join(labels, ", "), vector), legend: legendOf(labels)}
}

// rate is how often something happens, in events a second.
func rate(c metrics.Counter, by ...string) query {
	return grouped("sum", "rate("+c.Exported()+selected+"[$__rate_interval])", by)
}

// total is how often something happened in the time that the dashboard shows.
func total(c metrics.Counter, by ...string) query {
	return grouped("sum", "increase("+c.Exported()+selected+"[$__range])", by)
}

// share is each group's part of the total.
func share(c metrics.Counter, by string) query {
	q := total(c, by)
	return query{expr: fmt.Sprintf("%s / ignoring(%s) group_left () (%s > 0)", q.expr, by, total(c).expr), legend: q.legend}
}

// sum is the sum of a gauge over the servers.
func sum(g metrics.Gauge) query { return grouped("sum", g.Exported()+selected, nil) }

// worst is the largest value of a gauge on any server: what each server reads from
// the common database must not be added up.
func worst(g metrics.Gauge, by ...string) query { return grouped("max", g.Exported()+selected, by) }

// age is the time since a moment that a gauge has, in seconds.
func age(g metrics.Gauge, by string) query {
	q := worst(g, by)
	q.expr = "time() - " + q.expr
	return q
}

// quantiles are the upper bounds of what a part of the durations of the last ten
// minutes took, in seconds, on the slowest server.
func quantiles(t metrics.Timer, parts ...string) query {
	vector := fmt.Sprintf(`%s{job="nakama",instance=~"$instance",quantile=~"%s"}`, t.Exported(), strings.Join(parts, "|"))
	return grouped("max", vector, []string{"quantile"}).as("{{quantile}} of all")
}

// mean is the mean of the durations, in seconds.
func mean(t metrics.Timer, by ...string) query {
	of := func(part string) query {
		return grouped("sum", "rate("+t.Exported()+part+selected+"[$__rate_interval])", by)
	}
	return of("_sum").over(of("_count")).as(strings.TrimSpace("mean " + legendOf(by)))
}

// native is a metric of Nakama itself or of its process.
func native(name string) string {
	if !slices.ContainsFunc(nakamaMetrics, func(m nakamaMetric) bool { return m.name == name }) {
		panic("no metric " + name + " in nakama.go") // a mistake in this program's own tables
	}
	return name + selected
}

func nativeRate(name string, by ...string) query {
	return grouped("sum", "rate("+native(name)+"[$__rate_interval])", by)
}

func nativeSum(name string) query { return grouped("sum", native(name), nil) }
