//go:build !race

package game_test

// raced says that the race detector slows the tests down: it does not.
const raceDetector = false
