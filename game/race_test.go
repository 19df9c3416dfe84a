//go:build race

package game_test

// raceDetector says that the race detector slows the tests down: fewer games will do.
const raceDetector = true
