package gamedata

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"sagishi/game"
	"sagishi/internal/platform/datafile"
)

// Ranked says which games count, as far as that is known before they begin.
type Ranked struct {
	Ranges     RankedRanges // of settings
	Private    bool         // whether games of private matches count
	MinPlayers int          // fewest players of a game that counts
}

// Check returns why games with the settings may not count, or nil if every game
// has the players and settings to count.
func (r Ranked) Check(settings game.Settings, private bool) error {
	if private && !r.Private {
		return errors.New("private matches do not count")
	}
	if settings.MinPlayers < r.MinPlayers {
		return fmt.Errorf("min_players is %d, ranked games want at least %d", settings.MinPlayers, r.MinPlayers)
	}
	return r.Ranges.Check(settings)
}

// RankedRanges says within which settings games count, by name. A setting
// without a range may have any value.
type RankedRanges map[string]Range

// Range holds the lowest and the highest value of a setting.
type Range [2]float64

// Check returns nil if games with the settings count. The error names the first
// setting that is out of its range, and the range.
func (r RankedRanges) Check(settings game.Settings) error {
	for _, def := range game.SettingTable() {
		limits, limited := r[def.Name]
		value, _ := settings.Get(def.Name).(float64)
		if limited && (value < limits[0] || value > limits[1]) {
			return fmt.Errorf("%s is %v, ranked games want %v to %v", def.Name, value, limits[0], limits[1])
		}
	}
	return nil
}

// embeddedRanges returns the ranges of the embedded rules.
func embeddedRanges() (RankedRanges, error) {
	given, err := datafile.Decode[map[string]any]("rules", embeddedRules)
	if err != nil {
		return nil, err
	}
	return parseRanges(given[rankedKey])
}

// parseRanges reads the ranges of a rules file. The error names every range that
// is malformed, empty or outside of what the setting may be.
func parseRanges(value any) (RankedRanges, error) {
	named, ok := value.(map[string]any)
	if !ok {
		return nil, errors.New(`rules: ranked: must be an object such as {"kill_cooldown_seconds":[10,60]}`)
	}
	ranges := make(RankedRanges, len(named))
	var problems []error
	for _, name := range slices.Sorted(maps.Keys(named)) {
		limits, err := parseRange(name, named[name])
		if err != nil {
			problems = append(problems, fmt.Errorf("rules: ranked: %s: %w", name, err))
		}
		ranges[name] = limits
	}
	return ranges, errors.Join(problems...)
}

func parseRange(name string, value any) (Range, error) {
	table := game.SettingTable()
	at := slices.IndexFunc(table, func(def game.SettingDef) bool { return def.Name == name })
	if at < 0 {
		return Range{}, errors.New("unknown setting")
	}
	def := table[at]
	if def.Kind == game.Flag || def.Kind == game.Choice {
		return Range{}, errors.New("is not a number, and has no range")
	}
	list, _ := value.([]any)
	if len(list) != 2 {
		return Range{}, errors.New("must be [lowest, highest]")
	}
	low, lowOK := list[0].(float64)
	high, highOK := list[1].(float64)
	if !lowOK || !highOK || low > high || low < def.Min || high > def.Max {
		return Range{}, fmt.Errorf("must be two numbers from %v to %v, the lower first", def.Min, def.Max)
	}
	return Range{low, high}, nil
}
