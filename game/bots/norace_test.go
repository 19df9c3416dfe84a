//go:build !race

package bots_test

// raced reports whether the race detector is on.
const raced = false
