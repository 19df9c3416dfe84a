//go:build !race

package simulation_test

// raced reports whether the race detector is on.
const raced = false
