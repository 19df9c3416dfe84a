// Package ledger makes a payment happen exactly once. A payment is one database
// transaction that moves the coins and creates a receipt, on condition that the
// receipt does not exist yet. A retry, another server, or the same server after
// a crash finds the receipt and moves nothing.
//
// No coin moves anywhere in the plugin except through a Ledger; a test searches
// the code for other ways. It imports apierr and storage. Begin with
// transaction.go, then ledger.go.
package ledger
