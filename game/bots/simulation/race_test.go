//go:build race

package simulation_test

// raced reports that the race detector is on. Tests then play fewer games.
const raced = true
