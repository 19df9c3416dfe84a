// Package maps reads the maps that matches are played on.
package maps

import (
	_ "embed"

	"sagishi/game"
)

//go:embed maps.json
var embedded []byte //nolint:gochecknoglobals // go:embed wants a variable; nothing writes it

// Embedded is the file of maps that the plugin carries.
func Embedded() []byte { return embedded }

// Load reads a file of maps, by id.
func Load(data []byte) (map[string]*game.Map, error) { return nil, nil }
