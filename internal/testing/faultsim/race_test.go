//go:build race

package faultsim

// raced says that the race detector slows the runs down: fewer will do.
const raced = true
