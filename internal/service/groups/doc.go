// Package groups changes what clients cannot change about a group in Nakama: its
// metadata and its size.
//
// Nakama itself checks that the user is an admin of the group. A group has no
// version, so metadata is read and written under a lock in storage (lock.go).
//
// It may import the platform packages. Begin with groups.go.
package groups
