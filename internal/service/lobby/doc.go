// Package lobby creates and finds matches, keeps their join codes, and sends
// signals to them: only the match itself knows its players.
//
// What it keeps in memory are hints: in which match a player has a seat (seats.go),
// and the lobbies that searches have just created (search.go). Before a hint has
// consequences, the match is asked.
//
// The label is how matches and searches meet: match writes it, find.go reads it.
//
// It may import game and the platform packages. Begin with lobby.go, then find.go
// and join_code.go.
package lobby
