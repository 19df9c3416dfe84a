package config

import "testing"

func TestEffectiveShowsEachKeyAndNoSecrets(t *testing.T) {
	table := []Key{{Name: "SAGISHI_TICK_RATE", Default: "10"}, {Name: "SAGISHI_STORE_SECRET"}, {Name: "SAGISHI_HOOK_TOKEN"}, {Name: "SAGISHI_KEYS_FILE"}}
	env := map[string]string{"SAGISHI_TICK_RATE": "20", "SAGISHI_STORE_SECRET": "hunter2", "OTHER": "x"}
	want := []Setting{
		{"SAGISHI_TICK_RATE", "20", false}, {"SAGISHI_STORE_SECRET", "set", false}, {"SAGISHI_HOOK_TOKEN", "unset", true}, {"SAGISHI_KEYS_FILE", "", true},
	}
	got := effective(table, env)
	for i := range want {
		if len(got) != len(want) || got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if all := Effective(nil); len(all) != len(Keys()) || !all[0].Default || all[0].Value != Keys()[0].Default {
		t.Errorf("without an environment: %v", all)
	}
}
