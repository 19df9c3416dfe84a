// Package parallel runs a bounded number of calls at the same time.
//
// It imports nothing of the plugin. Begin with parallel.go.
package parallel
