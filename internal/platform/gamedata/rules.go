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

// rankedKey is the name of the ranked ranges in a rules file.
const rankedKey = "ranked"

// Rules is a rules file after its check.
type Rules struct {
	Settings game.Settings // that a match starts from
	Ranked   RankedRanges  // within which games count
}

// LoadRules reads a rules file: a JSON object of settings by name, and under
// "ranked" the ranges within which games count. A setting that is left out keeps
// the game's own default; a file without "ranked" has the embedded ranges. The
// error names every setting that is unknown or out of range.
func LoadRules(data []byte) (Rules, error) {
	rules := Rules{Settings: game.DefaultSettings()}
	given, err := datafile.Decode[map[string]any]("rules", data)
	if err != nil {
		return rules, err
	}
	if ranges, found := given[rankedKey]; found {
		rules.Ranked, err = parseRanges(ranges)
		delete(given, rankedKey)
	} else {
		rules.Ranked, err = embeddedRanges()
	}
	problems := []error{err}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if err := rules.Settings.Set(name, given[name]); err != nil {
			problems = append(problems, fmt.Errorf("rules: %w", err))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return rules, err
	}
	if err := rules.Settings.Validate(); err != nil {
		return rules, fmt.Errorf("rules: %w", err)
	}
	return rules, nil
}
