// Package storage reads and writes the server's records in Nakama's storage: the
// names of the collections, records with versions, and updates that are repeated
// when they lose a race.
//
// It imports apierr and uuid. Begin with collections.go, then record.go, write.go
// and update.go.
package storage
