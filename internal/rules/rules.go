// Package rules reads the settings that a match starts from.
package rules

import (
	"bytes"
	_ "embed" // the default rules
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"sagishi/game"
)

//go:embed rules.json
var embedded []byte

// Embedded is the rules file that the plugin carries.
func Embedded() []byte { return bytes.Clone(embedded) }

// Load reads a rules file: a JSON object of settings by name. A setting that
// is left out keeps the game's own default. The error names every setting that
// is unknown or out of range.
func Load(data []byte) (game.Settings, error) {
	settings := game.DefaultSettings()
	var given map[string]any
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&given); err != nil {
		return settings, fmt.Errorf("rules: not a JSON object: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return settings, errors.New("rules: more than one JSON value")
	}
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if err := settings.Set(name, given[name]); err != nil {
			faults = append(faults, fmt.Errorf("rules: %w", err))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return settings, err
	}
	if err := settings.Validate(); err != nil {
		return settings, fmt.Errorf("rules: %w", err)
	}
	return settings, nil
}
