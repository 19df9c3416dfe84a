// Package gamedata reads and validates the game's data files: the maps that
// matches are played on, and the rules, which are the settings that a match
// starts from and the ranges within which games count.
//
// It is the one platform package that imports game. Begin with maps.go.
package gamedata
