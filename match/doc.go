// Package match runs games as authoritative Nakama matches. It keeps track of
// connections and translates between messages and the game's inputs and events;
// all rules are in package game.
//
// Begin with handler.go, which holds the callbacks that Nakama calls, and
// loop.go, which holds one tick: read the messages, step the game, send its
// events, then the positions, the results and the label.
//
// Nakama calls the functions of one match one at a time, so the state needs no
// locks. A tick never waits for the database: a goroutine records a finished
// game, and a later tick sends its results.
//
// The package may import game, protocol, services and platform packages, and no
// other entry point.
package match
