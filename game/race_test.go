//go:build race

package game_test

// raceDetector says whether the race detector is on. Tests are slow then, so
// fewer games are simulated.
const raceDetector = true
