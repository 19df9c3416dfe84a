package config_test

import (
	"strings"
	"testing"
	"time"

	"sagishi/internal/platform/config"
)

func TestEmptyEnvironmentGivesTheDocumentedDefaults(t *testing.T) {
	c, err := config.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.TickRate != 10 || c.ClientScores || c.RankedMinPlayers != 4 || c.RankedPrivate ||
		c.RankedDailyGames != 100 || c.RankedAny || c.WeekReset != "0 0 * * 1" || c.TournamentDuration != 0 ||
		c.Settle != 5*time.Second || c.Reconcile != 30*time.Second || !c.RelayedMatches || !c.GroupDelete ||
		c.ReferralCap != 20 || c.ReferralCoins != 100 || c.IAPSandbox || c.CatalogFile != "" {
		t.Errorf("defaults: %+v", c)
	}
	if got := strings.Join(c.AuthMethods, ","); got != "device,facebook,custom" {
		t.Errorf("auth methods: %s", got)
	}
}

func TestOtherModulesKeysAreIgnored(t *testing.T) {
	if _, err := config.Load(map[string]string{"OTHER_MODULE": "x", "other_tick_rate": "99"}); err != nil {
		t.Error(err)
	}
}

func TestValuesAreRead(t *testing.T) {
	c, err := config.Load(map[string]string{
		"SAGISHI_TICK_RATE": "20", "SAGISHI_SCORES": "client", "SAGISHI_RELAYED_MATCHES": "false",
		"SAGISHI_TOURNAMENT_DURATION_SECONDS": "60", "SAGISHI_CATALOG_FILE": "data/catalog.json",
		"SAGISHI_AUTH_METHODS": "device, email,device", "SAGISHI_REFERRAL_COINS": "0",
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.TickRate != 20 || !c.ClientScores || c.RelayedMatches || c.TournamentDuration != time.Minute ||
		c.CatalogFile != "data/catalog.json" || c.ReferralCoins != 0 {
		t.Errorf("read: %+v", c)
	}
	if got := strings.Join(c.AuthMethods, ","); got != "device,email" {
		t.Errorf("auth methods: %s", got)
	}
}

func TestErrorsNameKeyValueAndRange(t *testing.T) {
	for _, tc := range []struct{ key, value, wants string }{
		{"SAGISHI_TICK_RATE", "0", "1..60"},
		{"SAGISHI_TICK_RATE", "61", "1..60"},
		{"SAGISHI_TICK_RATE", "ten", "1..60"},
		{"SAGISHI_TICK_RATE", "", "1..60"},
		{"SAGISHI_SCORES", "nobody", "server or client"},
		{"SAGISHI_RANKED_SETTINGS", "none", "ranges or any"},
		{"SAGISHI_GROUP_DELETE", "yes", "true or false"},
		{"SAGISHI_CATALOG_FILE", "../secrets.json", "relative path"},
		{"SAGISHI_CATALOG_FILE", "/etc/passwd", "relative path"},
		{"SAGISHI_WEEK_RESET", "", "cron expression"},
		{"SAGISHI_AUTH_METHODS", "device,telepathy", "comma-separated"},
		{"SAGISHI_AUTH_METHODS", "", "comma-separated"},
		{"SAGISHI_REFERRAL_COINS", "-1", "0..1000000"},
		{"SAGISHI_TICKRATE", "10", "SAGISHI_TICK_RATE"},
		{"sagishi_tick_rate", "10", "write the key as SAGISHI_TICK_RATE"},
		{"Sagishi_Catalog_File", "", "write the key as SAGISHI_CATALOG_FILE"},
	} {
		_, err := config.Load(map[string]string{tc.key: tc.value})
		if err == nil {
			t.Errorf("%s=%q was accepted", tc.key, tc.value)
			continue
		}
		for _, want := range []string{tc.key, `"` + tc.value + `"`, tc.wants} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s=%q: message %q lacks %q", tc.key, tc.value, err, want)
			}
		}
	}
}

func TestAllErrorsAreReportedTogether(t *testing.T) {
	_, err := config.Load(map[string]string{"SAGISHI_TICK_RATE": "0", "SAGISHI_SCORES": "x", "SAGISHI_NEW": "1"})
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three lines, got %v", err)
	}
}

func TestTableIsCompleteAndUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range config.Keys() {
		if seen[k.Name] || !strings.HasPrefix(k.Name, "SAGISHI_") || k.Range == "" || k.Meaning == "" {
			t.Errorf("row %+v", k)
		}
		seen[k.Name] = true
	}
}
