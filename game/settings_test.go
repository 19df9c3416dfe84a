package game_test

import (
	"errors"
	"math"
	"testing"

	"sagishi/game"
)

func TestEverySettingHasItsDefaultAndAMeaning(t *testing.T) {
	s := game.DefaultSettings()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, def := range game.SettingTable() {
		if got := s.Get(def.Name); got != def.Default {
			t.Errorf("%s is %v, want %v", def.Name, got, def.Default)
		}
		if def.Meaning == "" {
			t.Errorf("%s has no meaning", def.Name)
		}
		if seen[def.Name] {
			t.Errorf("%s is there twice", def.Name)
		}
		seen[def.Name] = true
	}
	if len(seen) != 32 {
		t.Errorf("%d settings, want 32", len(seen))
	}
	if s.MaxSpeed != 8000 || s.KillCooldown.Seconds() != 25 || !s.ConfirmEjects || s.Visibility != game.SeeAll || s.MaxPlayers != 10 {
		t.Errorf("defaults %+v", s)
	}
}

func TestEverySettingTakesItsLimitsAndNoMore(t *testing.T) {
	for _, def := range game.SettingTable() {
		t.Run(def.Name, func(t *testing.T) {
			var good, bad, malformed []any
			switch def.Kind {
			case game.Flag:
				good, malformed = []any{true, false}, []any{1.0, "true", nil}
			case game.Choice:
				good, bad, malformed = []any{"all", "fog"}, []any{"", "none"}, []any{true, 1.0}
			default:
				good = []any{def.Min, def.Max}
				bad = []any{def.Min - 0.001, def.Max + 0.001, math.NaN(), math.Inf(1), math.Inf(-1)}
				malformed = []any{"1", true, nil, 5}
			}
			for _, value := range good {
				s := game.DefaultSettings()
				if err := s.Set(def.Name, value); err != nil || s.Get(def.Name) != value {
					t.Errorf("%v became %v, %v", value, s.Get(def.Name), err)
				}
			}
			wantRefused(t, def.Name, bad, game.CodeBadValue)
			wantRefused(t, def.Name, malformed, game.CodeMalformed)
		})
	}
}

func wantRefused(t *testing.T, name string, values []any, code game.Code) {
	t.Helper()
	for _, value := range values {
		s := game.DefaultSettings()
		err := s.Set(name, value)
		var refusal *game.SettingError
		if !errors.As(err, &refusal) || refusal.Code != code || refusal.Name != name {
			t.Errorf("%v: %v, want %s", value, err, code)
		}
		if s != game.DefaultSettings() {
			t.Errorf("%v changed something", value)
		}
	}
}

func TestUnknownSettings(t *testing.T) {
	s := game.DefaultSettings()
	wantRefused(t, "gravity", []any{1.0, "x"}, game.CodeMalformed)
	if s.Get("gravity") != nil {
		t.Error("there is gravity")
	}
	err := s.Set("gravity", 1.0)
	if err == nil || err.Error() != "gravity: unknown setting" {
		t.Errorf("error %v", err)
	}
}

func TestWholeNumbersAndFractions(t *testing.T) {
	s := game.DefaultSettings()
	wantRefused(t, "imposters", []any{1.5}, game.CodeBadValue)
	if err := s.Set("kill_cooldown_seconds", 0.25); err != nil || s.KillCooldown.Milliseconds() != 250 {
		t.Errorf("cooldown %v, %v", s.KillCooldown, err)
	}
	if err := s.Set("kill_distance", 1.2345); err != nil || s.KillDistance != 1235 {
		t.Errorf("distance %v, %v", s.KillDistance, err)
	}
}

func TestValidateChecksWhatSetCannot(t *testing.T) {
	tests := []struct {
		name   string
		change func(*game.Settings)
		want   string
	}{
		{"min above max", func(s *game.Settings) { s.MinPlayers, s.MaxPlayers = 9, 8 }, "min_players: must not be above max_players"},
		{"out of range", func(s *game.Settings) { s.VotingTime = 0 }, "voting_seconds: must be between 5 and 600"},
		{"unknown choice", func(s *game.Settings) { s.Visibility = "" }, `visibility: must be "all" or "fog"`},
		{"zero", func(s *game.Settings) { *s = game.Settings{} }, "max_speed: must be between 1 and 100"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := game.DefaultSettings()
			tt.change(&s)
			if err := s.Validate(); err == nil || err.Error() != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func TestTheTableCannotBeChanged(t *testing.T) {
	game.SettingTable()[0].Name = "x"
	if game.SettingTable()[0].Name == "x" {
		t.Error("a caller changed the table")
	}
}
