// Package simulation plays whole games with bots in virtual time, to test the rules
// and to measure whether they are fair to both sides. Tests and cmd/simulate use it;
// the plugin does not.
//
// Begin with Play in play.go. Players who lose their connection are in flaky.go.
package simulation
