package lobby_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

func TestCreatePassesAllParametersToTheMatch(t *testing.T) {
	n, s := world(t)
	matchID, code := create(t, n, s, lobby.Request{
		Mode: "sabotage", Map: "moon_base", Skill: 125.5, Private: true, MaxPlayers: 12, MinPlayers: 5,
		Settings: map[string]any{"kill_cooldown_seconds": 10.0, "visibility": "fog"}, Reserved: []string{"ann", "bob"}, Bots: 11,
	})
	m := matchState(t, n, matchID)
	if m.params.Mode != game.SabotageMode || m.params.Map != "moon_base" || m.params.Skill != 125.5 || !m.params.Private || m.params.Bots != 11 {
		t.Errorf("parameters are %+v", m.params)
	}
	if len(m.params.Reserved) != 2 || m.params.Reserved[0] != "ann" {
		t.Errorf("seats are reserved for %v", m.params.Reserved)
	}
	settings, err := m.params.GameSettings()
	if err != nil {
		t.Fatal(err)
	}
	want := game.DefaultSettings()
	want.KillCooldown, want.Visibility, want.MaxPlayers, want.MinPlayers = 10*time.Second, game.SeeFog, 12, 5
	if settings != want {
		t.Errorf("settings are %+v, want %+v", settings, want)
	}
	if len(m.signals) != 1 || m.signals[0].Kind != lobby.SignalCode || m.signals[0].Code != code {
		t.Errorf("the match got %+v, want the code %s", m.signals, code)
	}
}

func TestCreateHasDefaults(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	serve(t, n)
	house := game.DefaultSettings()
	house.MaxPlayers = 8
	s := lobby.New(n, lobby.Options{Maps: maps(), Settings: &house})
	matchID, _ := create(t, n, s, lobby.Request{})
	m := matchState(t, n, matchID)
	if m.params.Mode != game.Classic || m.params.Map != "space_station" || m.params.Private {
		t.Errorf("parameters are %+v", m.params)
	}
	if settings, err := m.params.GameSettings(); err != nil || settings != house {
		t.Errorf("settings are %+v, %v", settings, err)
	}
}

func TestCreateErrorsNameTheField(t *testing.T) {
	tests := []struct {
		name    string
		request lobby.Request
		field   string
	}{
		{"mode", lobby.Request{Mode: "battle"}, "mode:"},
		{"map", lobby.Request{Map: "mars"}, `map: unknown map "mars", choose one of moon_base, so: odd, space_station`},
		{"negative skill", lobby.Request{Skill: -1}, "skill:"},
		{"huge skill", lobby.Request{Skill: 1_000_001}, "skill:"},
		{"skill that is no number", lobby.Request{Skill: math.NaN()}, "skill:"},
		{"too many players", lobby.Request{MaxPlayers: 16}, "max_players:"},
		{"too few players", lobby.Request{MaxPlayers: 3}, "max_players:"},
		{"negative players", lobby.Request{MinPlayers: -1}, "min_players:"},
		{"minimum below the least", lobby.Request{MinPlayers: 2}, "min_players:"},
		{"minimum above the maximum", lobby.Request{MinPlayers: 9, MaxPlayers: 5}, "min_players:"},
		{"players as settings", lobby.Request{Settings: map[string]any{"max_players": 99.0}}, "settings.max_players:"},
		{"unknown setting", lobby.Request{Settings: map[string]any{"wallhack": true}}, "settings.wallhack:"},
		{"setting out of range", lobby.Request{Settings: map[string]any{"max_speed": 1000.0}}, "settings.max_speed:"},
		{"setting of a wrong type", lobby.Request{Settings: map[string]any{"max_speed": "fast"}}, "settings.max_speed:"},
		{"fewer bots than none", lobby.Request{Bots: -1}, "bots: must be between 0 and 9"},
		{"no seat for a person", lobby.Request{Bots: 10}, "bots: must be between 0 and 9"},
		{"no seat for a person in a small match", lobby.Request{Bots: 4, MaxPlayers: 4}, "bots: must be between 0 and 3"},
		{"too many reserved seats", lobby.Request{Reserved: make([]string, 16)}, "reserved:"},
	}
	n, s := world(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := s.Create(n.ServerContext(), test.request)
			wantCode(t, err, apierr.CodeInvalidArgument)
			if err != nil && !strings.HasPrefix(err.Error(), test.field) {
				t.Errorf("%q does not name %s", err, test.field)
			}
		})
	}
	if found := n.Matches(); len(found) != 0 {
		t.Errorf("refused requests made %d matches", len(found))
	}
}

func TestCreateFailuresAreReported(t *testing.T) {
	broken := errors.New("broken")
	for _, method := range []string{"MatchCreate", "StorageRead", "StorageWrite"} {
		n, s := world(t)
		n.Fail(method, 1, broken)
		if _, _, err := s.Create(n.ServerContext(), lobby.Request{}); !errors.Is(err, broken) {
			t.Errorf("%s fails: got %v", method, err)
		}
	}
}

func TestCreateSucceedsIfTheCodeCannotBeSent(t *testing.T) {
	n, s := world(t)
	n.Fail("MatchSignal", 1, errors.New("busy"))
	matchID, code := create(t, n, s, lobby.Request{})
	if found, err := s.JoinCode(n.ServerContext(), code); err != nil || found != matchID {
		t.Errorf("code leads to %q, %v", found, err)
	}
}

func TestDefaultMap(t *testing.T) {
	tests := []struct {
		name    string
		options lobby.Options
		want    string
	}{
		{"the space station", lobby.Options{Maps: maps()}, "space_station"},
		{"the first without the space station", lobby.Options{Maps: map[string]*game.Map{"b": {}, "a": {}}}, "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, _ := world(t)
			matchID, _ := create(t, n, lobby.New(n, test.options), lobby.Request{})
			if got := matchState(t, n, matchID).params.Map; got != test.want {
				t.Errorf("map is %s, want %s", got, test.want)
			}
		})
	}
}

func TestParamsOfMatchesCreatedElsewhere(t *testing.T) {
	params, err := lobby.ParseParams(nil)
	if err != nil || params.Mode != game.Classic || params.Map != "" {
		t.Errorf("no parameters: %+v, %v", params, err)
	}
	if settings, err := params.GameSettings(); err != nil || settings != game.DefaultSettings() {
		t.Errorf("no parameters: %+v, %v", settings, err)
	}
	if _, err := lobby.ParseParams(map[string]any{"sagishi": "{"}); err == nil {
		t.Error("broken parameters are read")
	}
	for name, settings := range map[string]map[string]any{
		"unknown":       {"x": 1.0},
		"contradicting": {"min_players": 9.0, "max_players": 5.0},
	} {
		if _, err := (lobby.Params{Settings: settings}).GameSettings(); err == nil {
			t.Errorf("%s settings are taken", name)
		}
	}
}

func TestIsMatchID(t *testing.T) {
	const id = "0b2f3c1e-8a5d-4f5e-9D53-2a7f1d9c4e10"
	for text, want := range map[string]bool{
		id + ".nakama1": true, id + ".": false, id: false, "": false, ".nakama1": false, "general": false,
		id[:35] + ".nakama1": false, id + "0.nakama1": false, "g" + id[1:] + ".n": false, strings.ReplaceAll(id, "-", "0") + ".n": false,
	} {
		if got := lobby.IsMatchID(text); got != want {
			t.Errorf("IsMatchID(%q) is %t", text, got)
		}
	}
}
