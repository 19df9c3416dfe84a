package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sagishi/internal/testing/nakamatest"
)

// admin calls an admin RPC and returns its answer, decoded and as text.
func admin(t *testing.T, nk *nakamatest.Nakama, id, request string) (answer map[string]any, text string) {
	t.Helper()
	text, err := nk.ServerRPC(id, request)
	if err != nil {
		t.Fatalf("%s %s: %v", id, request, err)
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return answer, text
}

// at returns the value at a path of keys and indices.
func at(value any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := value.(map[string]any)
			value = object[step]
		case int:
			list, _ := value.([]any)
			if step >= len(list) {
				return nil
			}
			value = list[step]
		}
	}
	return value
}

func TestAdminPlayerShowsWhatTheServerKnowsAndNoWayToLogIn(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	ann, err := nk.Login(nakamatest.LoginOptions{Username: "ann", DeviceID: "phone-of-ann"})
	if err != nil {
		t.Fatal(err)
	}
	for id, request := range map[string]string{"purchase_item": `{"slot":"hat","item":"cowboy"}`, "create_match": `{"private":true}`} {
		if _, err := ann.RPC(id, request); err != nil {
			t.Fatal(err)
		}
	}
	match := nk.Matches()[0]
	if err := ann.JoinMatch(match, nil); err != nil {
		t.Fatal(err)
	}
	nk.Tick(match, 1)
	byName, text := admin(t, nk, "admin_player", `{"username":"ann"}`)
	byID, _ := admin(t, nk, "admin_player", fmt.Sprintf(`{"user_id":%q}`, strings.ToUpper(ann.UserID)))
	for _, c := range []struct {
		path []any
		want string
	}{
		{[]any{"user_id"}, ann.UserID},
		{[]any{"username"}, "ann"},
		{[]any{"online"}, "true"},
		{[]any{"disabled"}, "<nil>"},
		{[]any{"wallet"}, "map[coins:100]"},
		{[]any{"ledger", 0, "coins"}, "-100"},
		{[]any{"ledger", 0, "receipt"}, "purchase:" + ann.UserID + ":hat:cowboy"},
		{[]any{"ledger", 1, "coins"}, "200"},
		{[]any{"ledger", 1, "receipt"}, "starter"},
		{[]any{"receipts", 0, "key"}, "purchase:" + ann.UserID + ":hat:cowboy"},
		{[]any{"receipts", 0, "owner"}, "server"},
		{[]any{"receipts", 0, "content", "price"}, "100"},
		{[]any{"receipts", 1, "key"}, "starter"},
		{[]any{"receipts", 1, "owner"}, "player"},
		{[]any{"receipts", 2}, "<nil>"},
		{[]any{"unlocks", "hats"}, "[cowboy]"},
		{[]any{"equipment", "title"}, "rookie"},
		{[]any{"lifetime"}, "<nil>"},
		{[]any{"leaves", "left"}, "[]"},
		{[]any{"seat", "match_id"}, match},
		{[]any{"seat", "phase"}, "lobby"},
		{[]any{"seat", "private"}, "true"},
		{[]any{"notices_waiting"}, "[]"},
	} {
		for _, answer := range []map[string]any{byName, byID} {
			if got := fmt.Sprint(at(answer, c.path...)); got != c.want {
				t.Errorf("%v is %s, want %s in %s", c.path, got, c.want, text)
			}
		}
	}
	for _, secret := range []string{"phone-of-ann", "device", "email", ann.SessionID, "token"} {
		if strings.Contains(text, secret) {
			t.Errorf("the answer has %q: %s", secret, text)
		}
	}
}

func TestAdminPlayerOfADeletedAccountIsNotFound(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	ann := nk.MustLogin("ann")
	if err := nk.UsersBanId(t.Context(), []string{ann.UserID}); err != nil {
		t.Fatal(err)
	}
	if answer, text := admin(t, nk, "admin_player", `{"username":"ann"}`); answer["disabled"] == nil {
		t.Errorf("a banned player: %s", text)
	}
	if err := nk.AccountDeleteId(t.Context(), ann.UserID, false); err != nil {
		t.Fatal(err)
	}
	for _, request := range []string{`{"username":"ann"}`, fmt.Sprintf(`{"user_id":%q}`, ann.UserID)} {
		if _, err := nk.ServerRPC("admin_player", request); nakamatest.Code(err) != 5 {
			t.Errorf("%s: %v", request, err)
		}
	}
}

func TestAdminMatchesShowsGamesWithoutRolesAndCodes(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	players := []*nakamatest.Session{nk.MustLogin("ann"), nk.MustLogin("bob"), nk.MustLogin("eve")}
	created, err := players[0].RPC("create_match", `{"private":true,"min_players":3,"settings":{"start_countdown_seconds":0}}`)
	if err != nil {
		t.Fatal(err)
	}
	code := created[strings.LastIndex(created, `:"`)+2:][:8]
	match := nk.Matches()[0]
	for _, player := range players {
		if err := player.JoinMatch(match, nil); err != nil {
			t.Fatal(err)
		}
	}
	nk.Tick(match, 1)
	if err := players[0].MatchData(match, 3, []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	nk.Tick(match, 30)
	players[2].Close()
	nk.Tick(match, 1)
	answer, text := admin(t, nk, "admin_matches", `{}`)
	want := fmt.Sprintf(`[{"age_seconds":3,"answered":true,"connected":2,"games":0,"map":"space_station","match_id":%q,"max_players":10,"mode":"classic",`+
		`"open":false,"players":3,"private":true,"ranked":false,"skill":125,"state":"playing","tick_rate":10}]`, match)
	if got, err := json.Marshal(answer["matches"]); err != nil || string(got) != want {
		t.Errorf("matches are %s, want %s", got, want)
	}
	if fmt.Sprint(answer["total"], answer["connected"], answer["states"], answer["next"]) != "1 2 map[playing:1] <nil>" {
		t.Errorf("totals in %s", text)
	}
	for _, secret := range []string{code, "imposter", "role", "ann", players[0].UserID} {
		if strings.Contains(text, secret) {
			t.Errorf("the answer has %q: %s", secret, text)
		}
	}
}

func TestAdminConfigShowsTheEffectiveConfigurationOnly(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{Node: "node7"})
	if _, err := start(t, nk, map[string]string{"SAGISHI_TICK_RATE": "20", "OTHER_PASSWORD": "hunter2"}); err != nil {
		t.Fatal(err)
	}
	answer, text := admin(t, nk, "admin_config", `{}`)
	if answer["plugin"] == "" || answer["nakama"] != "3.40.0" || answer["node"] != "node7" {
		t.Errorf("versions in %s", text)
	}
	for _, want := range []string{
		`{"key":"SAGISHI_TICK_RATE","value":"20","default":false}`, `{"key":"SAGISHI_SCORES","value":"server","default":true}`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
	if strings.Contains(text, "hunter2") || strings.Contains(text, "OTHER_") {
		t.Errorf("the settings of other modules are in %s", text)
	}
}
