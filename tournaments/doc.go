// Package tournaments defines the weekly tournament and pays its winners.
//
// A period is known by its expiry, the time at which Nakama resets the
// tournament. When a period has ended and its last writes are in the database,
// its winners are frozen once, page by page, in records of the server's. Each
// winner is then paid with a receipt, so that the coins move exactly once, and
// notified through the outbox. A checkpoint for each tournament says up to where
// periods are frozen, and which of them have winners without a payment. All of
// this can be interrupted anywhere, run twice, and run by several servers.
//
// It imports platform packages and notifications. Begin with definitions.go,
// then rewards.go, freeze.go and payout.go.
package tournaments
