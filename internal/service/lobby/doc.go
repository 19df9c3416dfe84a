// Package lobby creates and finds matches, keeps their join codes, and sends
// signals to them: only the match itself knows its players.
//
// The label is how matches and searches meet: match writes it, find.go reads it.
//
// It may import game and the platform packages. Begin with lobby.go, then find.go
// and join_code.go.
package lobby
