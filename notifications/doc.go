// Package notifications sends notifications to players: one table of codes, and
// an outbox for the notices of payments.
//
// A notification is no part of a database transaction. So the transaction of a
// payment also writes the notice into the outbox, a storage collection of the
// server's. The call that applied the payment delivers the notice and removes
// it. Sweep delivers what a crash or a failure left, and removes copies of what two
// servers have sent.
//
// It imports platform packages only. Begin with codes.go, then outbox.go.
package notifications
