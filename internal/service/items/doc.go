// Package items manages the items that players own and wear: the catalog,
// unlocks, equipment, purchases, operators' grants, and the starter items and
// coins of every new player.
//
// Coins move only through a ledger, together with the unlocks that they pay for.
// Equipment is stored with its version, and copied into the account's metadata
// in the same transaction.
//
// It may import the platform packages. Begin with service.go, then unlocks.go
// and purchase.go.
package items
