// Package protocol is the words of the match: op codes, messages, and their
// two encodings. sagishi.proto describes every message; this package turns a
// client's bytes into actions of the game, and the game's events into bytes.
package protocol
