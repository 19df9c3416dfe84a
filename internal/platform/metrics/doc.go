// Package metrics has the one table of the plugin's metrics, and the types by
// which the plugin counts. Documentation, dashboards and rules of alert are
// checked against the table.
//
// It imports nothing of the plugin. Begin with definitions.go: a metric is one row
// there. metric.go has the types, start.go makes counters exist before their first
// event.
package metrics
