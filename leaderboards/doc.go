// Package leaderboards defines the weekly leaderboards, and decides which scores
// clients may submit to them and to the tournaments.
//
// It may import the platform packages. Begin with boards.go, then scores.go.
package leaderboards
