// Package quota bounds how many storage objects a player may own. Nakama can
// list one collection at a time, but not what a player owns in all of them, so a
// record of the player keeps the names.
//
// It may import the platform packages. Begin with quota.go.
package quota
