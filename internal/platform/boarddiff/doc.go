// Package boarddiff compares the definition of a leaderboard or tournament in
// the code with the one that Nakama has. Nakama keeps the definition of a board
// that exists, so a change in the code does not apply by itself, and the
// operator gets a warning.
//
// It imports nothing of the plugin. Begin with boarddiff.go.
package boarddiff
