// Package schedule checks the cron expression by which the boards reset.
//
// It imports nothing of the plugin. Begin with schedule.go.
package schedule
