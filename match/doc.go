// Package match runs a game inside Nakama. It knows who is connected and what
// travels over the wire; every rule is in package game. Each tick it reads all
// messages, takes one step of the game, and sends all that follows.
//
// Nakama calls the functions of one match one at a time, so the state needs no
// locks. Nothing in a tick waits for a database: what must be kept is handed
// to a goroutine, and its answer is collected by a later tick.
package match
