// Package shortread reads lists that may come short. Nakama does not report a
// database connection that breaks in the middle of a list: the list has fewer
// entries, no cursor and no error. So missing entries are requested a second time
// before they count as absent.
//
// It imports nothing of the plugin. Begin with shortread.go.
package shortread
