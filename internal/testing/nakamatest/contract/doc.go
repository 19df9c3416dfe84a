// Package contract checks the behaviour of Nakama on which the plugin relies. The
// checks run on package nakamatest in tests, and as a plugin on a real server. Each
// check creates its own users, groups and boards, so that it can run again on the
// same database.
//
// Begin with Checks; each other file holds the checks of one part of the API. The
// package imports nakama-common alone.
package contract
