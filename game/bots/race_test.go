//go:build race

package bots_test

// raced reports that the race detector is on. Tests then play fewer games.
const raced = true
