package client_test

import (
	"reflect"
	"testing"

	"sagishi/bench/client"
	"sagishi/game"
	"sagishi/protocol"
)

func TestBodiesAreThoseOfTheMatch(t *testing.T) {
	settings := game.DefaultSettings()
	settings.KillDistance, settings.AnonymousVotes, settings.Visibility = 1700, true, game.SeeFog
	players := []game.PlayerView{{Index: 2, UserID: "a", Username: "Ann", Alive: true, Connected: true, Seen: true, At: game.Vec{X: -1500, Z: 3}}, {Index: 3, UserID: "b", Bot: true}}
	tasks := []game.TaskView{{ID: "wires", At: game.Vec{X: 5, Y: 6, Z: 7}}}
	info := protocol.NewMatchInfo("m", game.SabotageMode, &game.Map{})
	for _, body := range []game.Body{
		game.StateSent{View: game.View{
			Phase: game.Playing, Remaining: 7, Round: 2, Host: "a", You: "b", Settings: settings, Players: players, Role: game.Imposter,
			Imposters: []game.PlayerID{"c"}, Tasks: tasks, TasksDone: 1, TasksTotal: 9, Sabotages: []game.SabotageView{{System: game.Lights, Remaining: 4}},
		}},
		game.PhaseChanged{Phase: game.Voting, Remaining: 60000, Round: 1, Caller: "a", Victim: "b", Players: players},
		game.PhaseChanged{Phase: game.Reveal},
		game.RoleAssigned{Role: game.Crew, Tasks: tasks},
		game.Tallied{Votes: []game.TallyLine{{Target: "a", Count: 1, Voters: []game.PlayerID{"b"}}, {Count: 2}}, Ejected: "a", Reason: "majority", Role: game.Imposter},
		game.DeathSeen{Victim: "a", At: game.Vec{X: 1, Y: 2, Z: -3}},
		game.TasksProgressed{Done: 3, Total: 8},
		game.SabotageChanged{System: game.Reactor, Active: true, Remaining: 30000},
		game.PlayersChanged{Change: "settings", UserID: "a", Host: "b", Settings: &settings, Players: players},
		game.PositionCorrected{At: game.Vec{X: 12, Z: -34567}},
	} {
		op, message := info.Message(body)
		for _, encoding := range []protocol.Encoding{protocol.JSON, protocol.Protobuf} {
			data, err := protocol.Append(nil, encoding, message)
			if err != nil {
				t.Fatal(err)
			}
			got, err := client.Body(encoding, op, data)
			if err != nil || !reflect.DeepEqual(got, body) {
				t.Errorf("op %d, encoding %d: %v\n%+v\nwant\n%+v", op, encoding, err, got, body)
			}
		}
	}
}

func TestMessagesThatTellABotNothingHaveNoBody(t *testing.T) {
	for _, op := range []int64{protocol.OpSnapshot, protocol.OpResults, protocol.OpRejected, 999} {
		if body, err := client.Body(protocol.JSON, op, []byte(`{}`)); body != nil || err != nil {
			t.Errorf("op %d: %v, %v", op, body, err)
		}
	}
	if _, err := client.Body(protocol.JSON, protocol.OpPhase, []byte(`{"phase":1}`)); err == nil {
		t.Error("a phase that is a number is read")
	}
}
