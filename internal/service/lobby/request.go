package lobby

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
)

// Limits of a request.
const (
	MaxSkill   = 1_000_000
	maxReserve = game.MaxSeats - 1
)

// Request describes the match to create. The zero value of every field means its
// default.
type Request struct {
	Mode       string
	Map        string
	Skill      float64
	Private    bool
	Settings   map[string]any // by name, as in JSON; those left out keep their default
	MaxPlayers int
	MinPlayers int
	Reserved   []string // user ids that seats are kept for, for a while
	RankedOnly bool     // the host may only choose settings within the ranked ranges
	Bots       int      // seats that bots play at first, up to max_players - 1
}

// paramsKey is the one entry of the parameters of MatchCreate, which Nakama
// copies through an encoding that loses types. One JSON string survives it.
const paramsKey = "sagishi"

// Params are the parameters that a match starts with.
type Params struct {
	Mode     game.Mode      `json:"mode"`
	Map      string         `json:"map"`
	Skill    float64        `json:"skill"`
	Private  bool           `json:"private"`
	Settings map[string]any `json:"settings"` // all of them, by name
	Reserved []string       `json:"reserved,omitempty"`
	// RankedOnly: the host may only choose settings within the ranked ranges. It
	// has no effect if the settings of the start are not.
	RankedOnly bool `json:"ranked_only,omitempty"`
	Bots       int  `json:"bots,omitempty"` // seats that bots play at first
}

// ParseParams reads what Create gave to MatchCreate. A match that is created
// without any of it has the defaults, and an empty Map.
func ParseParams(params map[string]any) (Params, error) {
	parsed := Params{Mode: game.Classic}
	text, ok := params[paramsKey].(string)
	if !ok {
		return parsed, nil
	}
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return Params{}, fmt.Errorf("decode match parameters: %w", err)
	}
	return parsed, nil
}

// GameSettings returns the settings that the parameters ask for.
func (p Params) GameSettings() (game.Settings, error) {
	settings := game.DefaultSettings()
	for name, value := range p.Settings {
		if err := settings.Set(name, value); err != nil {
			return settings, fmt.Errorf("settings.%s: %w", name, err)
		}
	}
	if err := settings.Validate(); err != nil {
		return settings, fmt.Errorf("settings: %w", err)
	}
	return settings, nil
}

func (s *Service) params(request Request) (Params, error) {
	mode, err := checkMode(request.Mode)
	if err != nil {
		return Params{}, err
	}
	mapName, err := s.checkMap(request.Map)
	if err != nil {
		return Params{}, err
	}
	if err := CheckSkill(request.Skill); err != nil {
		return Params{}, err
	}
	if len(request.Reserved) > maxReserve {
		return Params{}, apierr.Invalid("reserved: at most %d seats", maxReserve)
	}
	settings, err := s.checkSettings(request)
	if err != nil {
		return Params{}, err
	}
	if most := settings.MaxPlayers - 1; request.Bots < 0 || request.Bots > most {
		return Params{}, apierr.Invalid("bots: must be between 0 and %d, one less than max_players", most)
	}
	return Params{
		Mode: mode, Map: mapName, Skill: request.Skill, Private: request.Private,
		Settings: byName(settings), Reserved: slices.Clone(request.Reserved), RankedOnly: request.RankedOnly, Bots: request.Bots,
	}, nil
}

func checkMode(mode string) (game.Mode, error) {
	switch game.Mode(mode) {
	case "":
		return game.Classic, nil
	case game.Classic, game.SabotageMode:
		return game.Mode(mode), nil
	}
	return "", apierr.Invalid("mode: must be %q or %q", game.Classic, game.SabotageMode)
}

func (s *Service) checkMap(name string) (string, error) {
	if name == "" {
		name = s.defaultMap
	}
	if _, ok := s.maps[name]; !ok {
		return "", apierr.Invalid("map: unknown map %q, choose one of %s", name,
			strings.Join(slices.Sorted(maps.Keys(s.maps)), ", "))
	}
	return name, nil
}

// CheckSkill fails with the code invalid argument if a skill is out of range.
func CheckSkill(skill float64) error {
	if math.IsNaN(skill) || skill < 0 || skill > MaxSkill {
		return apierr.Invalid("skill: must be a number from 0 to %d", MaxSkill)
	}
	return nil
}

// checkSettings returns the settings of the match, after validating the requested
// ones together. The fields min_players and max_players take precedence over
// settings of the same names.
func (s *Service) checkSettings(request Request) (game.Settings, error) {
	requested := make(map[string]any, len(request.Settings)+2)
	maps.Copy(requested, request.Settings)
	if request.MaxPlayers != 0 {
		requested["max_players"] = float64(request.MaxPlayers)
	}
	if request.MinPlayers != 0 {
		requested["min_players"] = float64(request.MinPlayers)
	}
	settings := s.settings
	for _, name := range slices.Sorted(maps.Keys(requested)) {
		if err := settings.Set(name, requested[name]); err != nil {
			return settings, settingError(request, name, err)
		}
	}
	if err := settings.Validate(); err != nil {
		return settings, settingError(request, "", err)
	}
	return settings, nil
}

func byName(settings game.Settings) map[string]any {
	table := game.SettingTable()
	named := make(map[string]any, len(table))
	for _, def := range table {
		named[def.Name] = settings.Get(def.Name)
	}
	return named
}

// settingError names the field of the request that a setting came from.
func settingError(request Request, name string, err error) error {
	text := err.Error()
	if bad, ok := errors.AsType[*game.SettingError](err); ok {
		text = bad.Text
		name = bad.Name
	}
	field := "settings." + name
	if _, nested := request.Settings[name]; !nested && strings.HasSuffix(name, "_players") {
		field = name
	}
	return apierr.Invalid("%s: %s", field, text)
}
