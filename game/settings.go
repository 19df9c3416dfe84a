package game

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Visibility says which positions a living player is sent.
type Visibility string

// The visibilities.
const (
	SeeAll Visibility = "all" // of everyone living, as in a relayed match
	SeeFog Visibility = "fog" // only of players in sight
)

// Settings are the rules that a host may change. Lengths are in thousandths of
// the map's unit.
type Settings struct {
	Imposters         int // 0 = by the number of players
	MaxSpeed          int32
	KillCooldown      time.Duration
	KillDistance      int32
	ReportDistance    int32
	EmergencyMeetings int
	EmergencyCooldown time.Duration
	ButtonDistance    int32
	DiscussionTime    time.Duration
	VotingTime        time.Duration
	RevealTime        time.Duration
	StartCountdown    time.Duration
	FinishedTime      time.Duration
	LobbyTime         time.Duration
	IdleTime          time.Duration
	AnonymousVotes    bool
	ConfirmEjects     bool
	TasksPerPlayer    int
	TaskTime          time.Duration
	TaskDistance      int32 // also the reach to panels and vents
	Visibility        Visibility
	CrewSight         int32
	ImposterSight     int32
	AutoStart         bool
	StartWhenFull     bool
	ReconnectTime     time.Duration
	ChatAlways        bool
	ReactorTime       time.Duration
	SabotageCooldown  time.Duration
	SolidWalls        bool
	MinPlayers        int
	MaxPlayers        int
}

// SettingKind is the type of a setting's value.
type SettingKind uint8

// The kinds of settings.
const (
	Number  SettingKind = iota + 1 // a whole number
	Length                         // units of the map
	Seconds                        // a time
	Flag                           // true or false
	Choice                         // a Visibility
)

// SettingDef describes one setting. Name is its name in JSON; Min and Max apply to
// numbers, lengths and seconds.
type SettingDef struct {
	Name     string
	Kind     SettingKind
	Min, Max float64
	Default  any    // float64, bool or string
	Meaning  string // a phrase for the documentation
	field    func(*Settings) any
}

// SettingError says which setting has a wrong value, and why.
type SettingError struct {
	Name string
	Code Code // CodeMalformed or CodeBadValue
	Text string
}

// Error returns the setting's name and what is wrong with its value.
func (e *SettingError) Error() string { return e.Name + ": " + e.Text }

// settingTable lists every setting in the order clients see them.
var settingTable = []SettingDef{
	{"imposters", Number, 0, 3, 0.0, "number of imposters; 0 = 1 with up to 6 players, 2 with 7 or 8, 3 with more; never half of the players or more", func(s *Settings) any { return &s.Imposters }},
	{"max_speed", Length, 1, 100, 8.0, "highest speed of a player, in units a second", func(s *Settings) any { return &s.MaxSpeed }},
	{"kill_cooldown_seconds", Seconds, 0, 120, 25.0, "time from the start of each round to an imposter's first kill, and between two kills", func(s *Settings) any { return &s.KillCooldown }},
	{"kill_distance", Length, 0.5, 20, 2.0, "greatest distance from the imposter to the victim", func(s *Settings) any { return &s.KillDistance }},
	{"report_distance", Length, 0.5, 50, 4.0, "greatest distance from which a body can be reported", func(s *Settings) any { return &s.ReportDistance }},
	{"emergency_meetings", Number, 0, 9, 1.0, "meetings that each player may call in a game", func(s *Settings) any { return &s.EmergencyMeetings }},
	{"emergency_cooldown_seconds", Seconds, 0, 120, 15.0, "time without emergency meetings at the start of a game and after each meeting", func(s *Settings) any { return &s.EmergencyCooldown }},
	{"button_distance", Length, 0.5, 200, 6.0, "greatest distance to the button for calling a meeting", func(s *Settings) any { return &s.ButtonDistance }},
	{"discussion_seconds", Seconds, 0, 300, 15.0, "length of the discussion before the vote", func(s *Settings) any { return &s.DiscussionTime }},
	{"voting_seconds", Seconds, 5, 600, 60.0, "length of the vote; it ends early when every living player who is connected, or was 10 s ago, has voted", func(s *Settings) any { return &s.VotingTime }},
	{"reveal_seconds", Seconds, 0, 30, 5.0, "time for which the result of the vote is shown", func(s *Settings) any { return &s.RevealTime }},
	{"start_countdown_seconds", Seconds, 0, 60, 5.0, "time between op 3 and the start of the game", func(s *Settings) any { return &s.StartCountdown }},
	{"finished_seconds", Seconds, 0, 120, 10.0, "time for which the end of the game is shown, before the lobby opens again", func(s *Settings) any { return &s.FinishedTime }},
	{"lobby_seconds", Seconds, 0, 120, 10.0, "time after a game in which the lobby does not start by itself, so that the host can change settings and kick", func(s *Settings) any { return &s.LobbyTime }},
	{"idle_seconds", Seconds, 0, 600, 90.0, "time after which a living player who does nothing is warned, and 15 s later removed; after which an idle host loses the lobby; 0 = never", func(s *Settings) any { return &s.IdleTime }},
	{"anonymous_votes", Flag, 0, 0, false, "the tally does not say who voted for whom", func(s *Settings) any { return &s.AnonymousVotes }},
	{"confirm_ejects", Flag, 0, 0, true, "the tally says the role of the ejected player", func(s *Settings) any { return &s.ConfirmEjects }},
	{"tasks_per_player", Number, 0, 10, 4.0, "tasks of each crew member; with 0 the crew wins by votes alone", func(s *Settings) any { return &s.TasksPerPlayer }},
	{"task_seconds", Seconds, 0, 60, 3.0, "time that a player must stay at a task to complete it", func(s *Settings) any { return &s.TaskTime }},
	{"task_distance", Length, 0.5, 20, 2.0, "greatest distance to a task, to a sabotage panel and to a vent", func(s *Settings) any { return &s.TaskDistance }},
	{"visibility", Choice, 0, 0, string(SeeAll), "positions sent to living players: of everyone living, or only of players in sight", func(s *Settings) any { return &s.Visibility }},
	{"crew_sight", Length, 1, 200, 12.0, "how far crew members see; shorter while the lights are sabotaged", func(s *Settings) any { return &s.CrewSight }},
	{"imposter_sight", Length, 1, 200, 16.0, "how far imposters see", func(s *Settings) any { return &s.ImposterSight }},
	{"auto_start", Flag, 0, 0, false, "start without the host 10 s after `min_players` persons are connected", func(s *Settings) any { return &s.AutoStart }},
	{"start_when_full", Flag, 0, 0, true, "start without the host when persons take every seat", func(s *Settings) any { return &s.StartWhenFull }},
	{"reconnect_seconds", Seconds, 0, 600, 30.0, "time for which a disconnected player keeps the seat", func(s *Settings) any { return &s.ReconnectTime }},
	{"chat_always", Flag, 0, 0, false, "the living may chat while playing, too", func(s *Settings) any { return &s.ChatAlways }},
	{"reactor_seconds", Seconds, 5, 300, 30.0, "time in which a sabotaged reactor must be repaired, or the crew loses", func(s *Settings) any { return &s.ReactorTime }},
	{"sabotage_cooldown_seconds", Seconds, 0, 300, 20.0, "time between two sabotages", func(s *Settings) any { return &s.SabotageCooldown }},
	{"solid_walls", Flag, 0, 0, true, "walls stop players; without, they only block sight", func(s *Settings) any { return &s.SolidWalls }},
	{"min_players", Number, 3, 15, 4.0, "players needed to start; at most `max_players`", func(s *Settings) any { return &s.MinPlayers }},
	{"max_players", Number, 4, 15, 10.0, "seats of the match", func(s *Settings) any { return &s.MaxPlayers }},
}

// SettingTable returns every setting in the order clients see them.
func SettingTable() []SettingDef { return slices.Clone(settingTable) }

// DefaultSettings returns the default of every setting.
func DefaultSettings() Settings {
	var s Settings
	for i := range settingTable {
		settingTable[i].store(&s, settingTable[i].Default)
	}
	return s
}

// Set changes one setting, by its name and its value in JSON: float64, bool or
// string. If the error, a *SettingError, is not nil, nothing has changed. Only
// Validate checks limits between settings.
func (s *Settings) Set(name string, value any) error {
	def := findSetting(name)
	if def == nil {
		return &SettingError{name, CodeMalformed, "unknown setting"}
	}
	if code, text := def.check(value); code != "" {
		return &SettingError{name, code, text}
	}
	def.store(s, value)
	return nil
}

// Get returns a setting's value in JSON: float64, bool or string; nil if the name
// is unknown.
func (s Settings) Get(name string) any {
	def := findSetting(name)
	if def == nil {
		return nil
	}
	switch f := def.field(&s).(type) {
	case *int:
		return float64(*f)
	case *int32:
		return float64(*f) / Milli
	case *time.Duration:
		return f.Seconds()
	case *bool:
		return *f
	case *Visibility:
		return string(*f)
	}
	return nil
}

// Validate checks every range, and the limits between settings. An error is a
// *SettingError.
func (s Settings) Validate() error {
	for i := range settingTable {
		def := &settingTable[i]
		if code, text := def.check(s.Get(def.Name)); code != "" {
			return &SettingError{def.Name, code, text}
		}
	}
	if s.MinPlayers > s.MaxPlayers {
		return &SettingError{"min_players", CodeBadValue, "must not be above max_players"}
	}
	return nil
}

func findSetting(name string) *SettingDef {
	for i := range settingTable {
		if settingTable[i].Name == name {
			return &settingTable[i]
		}
	}
	return nil
}

// check returns what is wrong with a value; the code is "" for a valid one.
func (d *SettingDef) check(value any) (code Code, text string) {
	switch d.Kind {
	case Flag:
		if _, ok := value.(bool); !ok {
			return CodeMalformed, "must be true or false"
		}
	case Choice:
		text, ok := value.(string)
		if !ok {
			return CodeMalformed, "must be a text"
		}
		if v := Visibility(text); v != SeeAll && v != SeeFog {
			return CodeBadValue, `must be "all" or "fog"`
		}
	default:
		return d.checkNumber(value)
	}
	return "", ""
}

func (d *SettingDef) checkNumber(value any) (code Code, text string) {
	n, ok := value.(float64)
	if !ok {
		return CodeMalformed, "must be a number"
	}
	if !(n >= d.Min && n <= d.Max) { // false for NaN
		return CodeBadValue, fmt.Sprintf("must be between %s and %s", formatNumber(d.Min), formatNumber(d.Max))
	}
	if d.Kind == Number && n != float64(int(n)) {
		return CodeBadValue, "must be a whole number"
	}
	return "", ""
}

func formatNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// store sets a checked value.
func (d *SettingDef) store(s *Settings, value any) {
	n, _ := value.(float64)
	switch f := d.field(s).(type) {
	case *int:
		*f = int(n)
	case *int32:
		*f = int32(n*Milli + 0.5)
	case *time.Duration:
		*f = time.Duration(n*1000+0.5) * time.Millisecond
	case *bool:
		*f, _ = value.(bool)
	case *Visibility:
		text, _ := value.(string)
		*f = Visibility(text)
	}
}
