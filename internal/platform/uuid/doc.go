// Package uuid validates the ids of users, groups and matches. Nakama fails with
// an internal error if the database gets any other text, so ids from clients are
// checked first.
//
// It imports nothing of the plugin. Begin with uuid.go.
package uuid
