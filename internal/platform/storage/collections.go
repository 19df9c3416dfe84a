package storage

import "slices"

// The collections that the server alone writes. Clients may write in every
// other one.
const (
	Unlocks        = "unlocks"         // what a player owns; keys hats, titles, skins
	Equipment      = "equipment"       // what a player wears; key current
	Stats          = "stats"           // what a player has done; key lifetime
	Receipts       = "receipts"        // of payments, each of which happens once
	Results        = "results"         // finished games and what they counted
	PendingResults = "results_pending" // marks of results whose boards may not be up to date
	Rewards        = "rewards"         // frozen winners of tournament periods
	Codes          = "codes"           // join codes of matches
	Referrals      = "referrals"       // the inviter of each player
	Outbox         = "outbox"          // notifications of payments that may not be delivered yet
	Purchases      = "purchases"       // how far the store purchases are searched; key progress
	Clock          = "clock"           // written to learn the database's time; key now
	GroupLocks     = "group_locks"     // which admin's request may write a group's metadata now
	ClientObjects  = "client_objects"  // names of the objects that a player wrote, to count them
)

// serverOnly is every collection that guards protect.
var serverOnly = []string{Unlocks, Equipment, Stats, Receipts, Results, PendingResults, Rewards, Codes, Referrals, Outbox, Purchases, Clock, GroupLocks, ClientObjects}

// ServerOnly reports whether clients may neither write nor delete in the
// collection.
func ServerOnly(collection string) bool { return slices.Contains(serverOnly, collection) }

// Permissions of a record, as Nakama numbers them.
const (
	ReadNone   = 0
	ReadOwner  = 1
	ReadPublic = 2
	WriteNone  = 0
)

// Collections lists the collections that the server alone writes.
func Collections() []string { return slices.Clone(serverOnly) }
