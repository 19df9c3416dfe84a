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
	if got != game.DefaultSettings() {
		t.Errorf("rules.json gives\n%+v, the game's defaults are\n%+v", got, game.DefaultSettings())
	}
}

func TestMissingSettingKeepsItsDefault(t *testing.T) {
	got, err := gamedata.LoadRules([]byte(`{"anonymous_votes":true}`))
	want := game.DefaultSettings()
	want.AnonymousVotes = true
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
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
	} {
		if _, err := gamedata.LoadRules([]byte(tc.file)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.file, err, tc.want)
		}
	}
}
