//go:build race

package bots_test

// raced says that the race detector slows the tests down: fewer games will do.
const raced = true
