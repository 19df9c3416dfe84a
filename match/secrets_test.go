package match_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

func TestNoMessageRevealsImpostersToCrew(t *testing.T) {
	for _, visibility := range []string{"all", "fog"} {
		t.Run(visibility, func(t *testing.T) {
			names := []string{"ann", "bob", "cat", "dan", "eve", "fay", "gus"}
			f := newMatch(t, lobby.Request{Mode: "sabotage", Settings: quickSettings(map[string]any{"visibility": visibility})})
			for i, name := range names {
				f.join(name, map[string]string{"positions": []string{"each", "snapshot", "packed", "course"}[i%4]})
			}
			f.start()
			imposters, crew := f.roles()
			if len(imposters) != 2 || len(crew) != 5 {
				t.Fatalf("%d imposters, %d crew", len(imposters), len(crew))
			}
			slices.Sort(crew)
			f.send(imposters[0], protocol.OpSabotage, `{"system":"lights"}`)
			f.send(imposters[0], protocol.OpVent, `{"vent":"a"}`)
			f.send(imposters[0], protocol.OpVent, `{}`)
			f.send(imposters[1], protocol.OpKill, `{"target":"`+f.userID(crew[0])+`"}`)
			f.send(crew[1], protocol.OpKill, `{"target":"`+f.userID(imposters[0])+`"}`)
			f.send(crew[2], protocol.OpReport, `{"body":"`+f.userID(crew[0])+`"}`)
			f.players[crew[3]].Close()
			f.join(crew[3], nil)
			f.send(crew[4], protocol.OpResync, `{}`)
			f.tick(5)
			for _, name := range crew {
				for _, m := range f.players[name].Received() {
					if m.Kind == nakamatest.KindMatchData {
						checkNoSecret(t, name, m.Op, m.Data)
					}
				}
			}
			for _, name := range imposters {
				got := f.lastReceived(name, protocol.OpRole)
				others, _ := got["imposters"].([]any)
				if len(others) != 1 || got["role"] != "imposter" {
					t.Errorf("%s received %v", name, got)
				}
			}
		})
	}
}

// checkNoSecret fails if there is a role or a list of imposters anywhere in a message.
func checkNoSecret(t *testing.T, name string, op int64, data []byte) {
	t.Helper()
	var message map[string]any
	if err := json.Unmarshal(data, &message); err != nil {
		t.Fatal(err)
	}
	if message["role"] == "imposter" || message["imposters"] != nil || message["vents"] != nil {
		t.Errorf("op %d tells %s %s", op, name, data)
	}
	delete(message, "settings")
	rest, err := json.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ReplaceAll(string(rest), "not_imposter", ""), `"imposter"`) {
		t.Errorf("op %d tells %s %s", op, name, data)
	}
}
