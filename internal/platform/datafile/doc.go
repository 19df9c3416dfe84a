// Package datafile reads the JSON files of game data that operators write. Its
// errors give the line, the column and the path of the value.
//
// It imports nothing of the plugin. Begin with datafile.go.
package datafile
