// Package parallel runs a bounded number of calls at the same time: a Group, a Pool in
// which slow calls hold others up little, and a Sweep, a job that leaves what fails until
// the end.
//
// It imports nothing of the plugin. Begin with parallel.go, then pool.go and sweep.go.
package parallel
