// Package nakamatest is a Nakama in memory, for tests: a real implementation
// of the part of the server that the plugin uses, on a virtual clock. It hands
// out copies, runs registered hooks as the server does, and can fail, crash
// and restart on demand. The suite in the folder contract runs on it and on a
// real server, so that the two agree.
//
// What is not implemented fails loudly: Nakama embeds the nil interface.
package nakamatest

//go:generate go run ./gen
