// Package attacks holds tests that play against the whole plugin, through clients
// on the in-memory Nakama, as a cheater would. docs/security.md lists each attack
// and what the server does about it.
//
// Begin with world_test.go, which starts the server; player_test.go and
// match_test.go hold the players and their matches. Each other file tests one group
// of attacks.
package attacks
