package gamedata_test

import (
	"strings"
	"testing"

	"sagishi/game"
	"sagishi/internal/platform/gamedata"
)

func TestEmbeddedRulesAreTheGamesDefaults(t *testing.T) {
	got, err := gamedata.LoadRules(gamedata.EmbeddedRules())
	if err != nil {
		t.Fatal(err)
	}
	if got.Settings != game.DefaultSettings() {
		t.Errorf("rules.json gives\n%+v, the game's defaults are\n%+v", got.Settings, game.DefaultSettings())
	}
}

func TestMissingSettingKeepsItsDefault(t *testing.T) {
	got, err := gamedata.LoadRules([]byte(`{"anonymous_votes":true}`))
	want := game.DefaultSettings()
	want.AnonymousVotes = true
	if err != nil || got.Settings != want {
		t.Errorf("got %+v, %v", got.Settings, err)
	}
}

func TestRulesErrorsNameTheSetting(t *testing.T) {
	for _, tc := range []struct{ file, want string }{
		{`[]`, "rules: line 1, column 1: the whole must not be a JSON array"},
		{`{`, "unexpected EOF"},
		{`{} {}`, "after its end"},
		{`{"max_sped":1}`, "max_sped"},
		{`{"max_speed":1000}`, "max_speed"},
		{`{"max_speed":"fast"}`, "max_speed"},
		{`{"min_players":9,"max_players":5}`, "min_players"},
		{`{"ranked":[]}`, "ranked: must be an object"},
		{`{"ranked":{"max_sped":[1,2]}}`, "ranked: max_sped: unknown setting"},
		{`{"ranked":{"chat_always":[0,1]}}`, "ranked: chat_always: is not a number"},
		{`{"ranked":{"max_speed":[1]}}`, "ranked: max_speed: must be [lowest, highest]"},
		{`{"ranked":{"max_speed":[9,8]}}`, "ranked: max_speed: must be two numbers"},
		{`{"ranked":{"max_speed":[1,200]}}`, "ranked: max_speed: must be two numbers from 1 to 100"},
		{`{"ranked":{"max_speed":["1",2]},"max_sped":1}`, "max_sped: unknown"},
	} {
		if _, err := gamedata.LoadRules([]byte(tc.file)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.file, err, tc.want)
		}
	}
}

func TestRankedRangesTellHonestSettingsFromFarming(t *testing.T) {
	rules, err := gamedata.LoadRules(gamedata.EmbeddedRules())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name  string
		value any
		want  string // part of the error; "" = games count
	}{
		{"kill_cooldown_seconds", 25.0, ""},
		{"kill_cooldown_seconds", 15.0, ""},
		{"kill_cooldown_seconds", 0.0, "kill_cooldown_seconds is 0, ranked games want 10 to 60"},
		{"voting_seconds", 5.0, "voting_seconds"},
		{"emergency_meetings", 9.0, "emergency_meetings"},
		{"max_speed", 100.0, "max_speed"},
		{"kill_distance", 20.0, "kill_distance"},
		{"discussion_seconds", 0.0, ""},
		{"tasks_per_player", 0.0, ""},
		{"anonymous_votes", true, ""},
		{"visibility", "fog", ""},
		{"max_players", 15.0, ""},
	} {
		settings := rules.Settings
		if err := settings.Set(tc.name, tc.value); err != nil {
			t.Fatal(err)
		}
		err := rules.Ranked.Check(settings)
		if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s %v: got %v, want %q", tc.name, tc.value, err, tc.want)
		}
	}
}

func TestRankedRangesOfAFileReplaceTheEmbeddedOnes(t *testing.T) {
	quick := game.DefaultSettings()
	quick.KillCooldown = 0
	for file, counts := range map[string]bool{
		`{}`:            false,
		`{"ranked":{}}`: true,
		`{"ranked":{"kill_cooldown_seconds":[0,30]}}`: true,
		`{"ranked":{"kill_cooldown_seconds":[1,30]}}`: false,
	} {
		rules, err := gamedata.LoadRules([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		if err := rules.Ranked.Check(quick); (err == nil) != counts {
			t.Errorf("%s: %v", file, err)
		}
	}
}
