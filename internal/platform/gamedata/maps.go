package gamedata

import (
	"bytes"
	_ "embed" // for the maps that the plugin carries
	"errors"
	"fmt"

	"sagishi/game"
	"sagishi/internal/platform/datafile"
)

//go:embed maps.json
var embeddedMaps []byte

// EmbeddedMaps is the file of maps that the plugin carries.
func EmbeddedMaps() []byte { return bytes.Clone(embeddedMaps) }

// LoadMaps reads a file of maps, by id. An error names the map and its field, and
// collects everything that is wrong.
func LoadMaps(data []byte) (map[string]*game.Map, error) {
	f, err := datafile.Decode[file]("maps", data)
	if err != nil {
		return nil, err
	}
	if len(f.Maps) == 0 {
		return nil, errors.New("maps: there must be at least one map")
	}
	maps := make(map[string]*game.Map, len(f.Maps))
	var faults []error
	for i := range f.Maps {
		entry := &f.Maps[i]
		if _, twice := maps[entry.ID]; twice {
			faults = append(faults, fmt.Errorf("map %q: id: twice", entry.ID))
		}
		c := checker{id: entry.ID, entry: entry}
		maps[entry.ID] = c.build()
		faults = append(faults, c.faults...)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return maps, nil
}
