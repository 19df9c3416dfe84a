// Package lookup gathers what the database has of one player, for operators: the
// account, the wallet and its ledger, receipts, and what the player owns and has
// done. It has no session tokens, devices, addresses or other ways to log in.
//
// It only reads, and imports platform packages alone. Begin with player.go.
package lookup
