// Package results counts finished games: each exactly once, whatever fails in
// between.
//
// A game is counted in one transaction, which creates its result on condition
// that there is none. The same transaction updates every player's statistics and
// weekly scores, and creates a pending record. The leaderboards and the
// tournament are not part of a transaction in Nakama, so they follow: each
// player's record is set to the weekly score, an absolute value, which may be
// written any number of times. Some seconds later the accounts are looked up once
// more (orphans.go), and the pending record is deleted. After a crash Reconcile
// finds the pending records and goes on from there.
//
// If a week ends before a board was written, rollover.go decides whether the
// game counts in the ended week or in the running one.
//
// It may import the platform packages, leaderboards and tournaments. Begin with
// game.go for the input and the answer, then record.go for the way of a game.
package results
