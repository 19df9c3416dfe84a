// Command bench measures what matches cost a server: relayed matches, those of a
// plain match handler, and those of this plugin, in turn on one machine. run.sh
// builds the plugins and starts it; it writes the figures of docs/performance.md.
//
// It imports game and protocol of the plugin, and talks to a real Nakama. Begin
// with variant.go (what is compared), players.go (who acts when), walk.go, replay.go and
// play.go (players that always walk, that walk as in a recorded game, that bots play),
// run.go (one measurement) and rounds.go (all of them). What a client knows and sends is
// in package client.
package main
