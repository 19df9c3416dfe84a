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

func TestNoMessageTellsCrewWhoTheImpostersAre(t *testing.T) {
	for _, visibility := range []string{"all", "fog"} {
		t.Run(visibility, func(t *testing.T) {
			names := []string{"ann", "bob", "cat", "dan", "eve", "fay", "gus"}
			b := seat(t, lobby.Request{Mode: "sabotage", Settings: quick(map[string]any{"visibility": visibility})}, names...)
			b.start()
			imposters, crew := b.roles()
			if len(imposters) != 2 || len(crew) != 5 {
				t.Fatalf("%d imposters, %d crew", len(imposters), len(crew))
			}
			slices.Sort(crew)
			b.send(imposters[0], protocol.OpSabotage, `{"system":"lights"}`)
			b.send(imposters[0], protocol.OpVent, `{"vent":"a"}`)
			b.send(imposters[0], protocol.OpVent, `{}`)
			b.send(imposters[1], protocol.OpKill, `{"target":"`+b.idOf(crew[0])+`"}`)
			b.send(crew[1], protocol.OpKill, `{"target":"`+b.idOf(imposters[0])+`"}`)
			b.send(crew[2], protocol.OpReport, `{"body":"`+b.idOf(crew[0])+`"}`)
			b.players[crew[3]].Close()
			b.join(crew[3], nil)
			b.send(crew[4], protocol.OpResync, `{}`)
			b.tick(5)
			for _, name := range crew {
				for _, m := range b.players[name].Received() {
					if m.Kind == nakamatest.KindMatchData {
						checkNoSecret(t, name, m.Op, m.Data)
					}
				}
			}
			for _, name := range imposters {
				told := b.last(name, protocol.OpRole)
				others, _ := told["imposters"].([]any)
				if len(others) != 1 || told["role"] != "imposter" {
					t.Errorf("%s is told %v", name, told)
				}
			}
		})
	}
}

// checkNoSecret looks for a role or a list of imposters anywhere in a message.
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
