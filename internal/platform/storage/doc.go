// Package storage reads and writes the server's records in Nakama's storage: the
// names of the collections, records with versions, and updates that are repeated
// when they lose a race.
//
// It imports apierr alone. Begin with collections.go, then record.go.
package storage
