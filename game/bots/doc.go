// Package bots plays whole games with bots in virtual time, to test the rules
// and to measure whether they are fair to both sides. A bot receives only the
// events that the game sends to its seat, so it knows what a client would know.
//
// It imports the game package and nothing else of the plugin. Tests and
// cmd/simulate use it; the plugin does not.
//
// Begin with Play in play.go. In each tick every bot
//   - reads what the game sent it (observe.go),
//   - keeps score of whom it suspects (suspicion.go), and
//   - chooses its next actions: crew.go, imposter.go, meeting.go, move.go.
//
// How likely the next kill loses the game is in estimate.go. Bots that break
// the rules or lose their connection are in chaos.go.
package bots
