//go:build !race

package bots_test

// raced says that the race detector slows the tests down: it does not.
const raced = false
