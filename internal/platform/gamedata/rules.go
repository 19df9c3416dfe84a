package gamedata

import (
	"bytes"
	_ "embed" // the default rules
	"errors"
	"fmt"
	"maps"
	"slices"

	"sagishi/game"
	"sagishi/internal/platform/datafile"
)

//go:embed rules.json
var embeddedRules []byte

// EmbeddedRules is the rules file that the plugin carries.
func EmbeddedRules() []byte { return bytes.Clone(embeddedRules) }

// LoadRules reads a rules file: a JSON object of settings by name. A setting that
// is left out keeps the game's own default. The error names every setting that
// is unknown or out of range.
func LoadRules(data []byte) (game.Settings, error) {
	settings := game.DefaultSettings()
	given, err := datafile.Decode[map[string]any]("rules", data)
	if err != nil {
		return settings, err
	}
	var problems []error
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if err := settings.Set(name, given[name]); err != nil {
			problems = append(problems, fmt.Errorf("rules: %w", err))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return settings, err
	}
	if err := settings.Validate(); err != nil {
		return settings, fmt.Errorf("rules: %w", err)
	}
	return settings, nil
}
