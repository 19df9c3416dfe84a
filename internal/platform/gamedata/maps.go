package gamedata

import (
	"bytes"
	_ "embed" // for the maps that the plugin carries
	"errors"

	"sagishi/game"
	"sagishi/internal/platform/datafile"
)

//go:embed maps.json
var embeddedMaps []byte

// EmbeddedMaps is the file of maps that the plugin carries.
func EmbeddedMaps() []byte { return bytes.Clone(embeddedMaps) }

// LoadMaps reads a file of maps, by id. The error lists every problem with its map
// and field.
func LoadMaps(data []byte) (map[string]*game.Map, error) {
	f, err := datafile.Decode[file]("maps", data)
	if err != nil {
		return nil, err
	}
	if len(f.Maps) == 0 {
		return nil, errors.New("maps: there must be at least one map")
	}
	maps := make(map[string]*game.Map, len(f.Maps))
	var problems []error
	for i := range f.Maps {
		c := checker{index: i, entry: &f.Maps[i]}
		if _, twice := maps[c.entry.ID]; twice {
			c.report("id", "is used twice")
		}
		maps[c.entry.ID] = c.build()
		problems = append(problems, c.problems...)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return maps, nil
}
