package lobby_test

import (
	"errors"
	"testing"
	"time"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

// relabel gives a match another label, as the match itself would.
func relabel(t *testing.T, n *nakamatest.Nakama, matchID string, change func(*lobby.Label)) {
	t.Helper()
	m := matchState(t, n, matchID)
	change(&m.label)
	text, err := m.label.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.MatchSignal(n.ServerContext(), matchID, labelSignal+text); err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, n *nakamatest.Nakama, s *lobby.Service, request lobby.FindRequest) (string, bool) {
	t.Helper()
	matchID, created, err := s.Find(n.ServerContext(), request)
	if err != nil {
		t.Fatal(err)
	}
	return matchID, created
}

func TestFindReturnsTheNearestLobby(t *testing.T) {
	n, s := world(t)
	far, _ := create(t, n, s, lobby.Request{Skill: 900})
	near, _ := create(t, n, s, lobby.Request{Skill: 130})
	create(t, n, s, lobby.Request{Skill: 400})
	for skill, want := range map[float64]string{100: near, 0: near, 700: far, 1e6: far} {
		if got, created := find(t, n, s, lobby.FindRequest{Skill: skill}); got != want || created {
			t.Errorf("skill %v: got %s, created %t, want %s", skill, got, created, want)
		}
	}
}

func TestFindPrefersTheFullestOfTheNearest(t *testing.T) {
	n, s := world(t)
	create(t, n, s, lobby.Request{Skill: 100})
	fuller, _ := create(t, n, s, lobby.Request{Skill: 100})
	create(t, n, s, lobby.Request{Skill: 100})
	relabel(t, n, fuller, func(l *lobby.Label) { l.Players = 7 })
	if got, _ := find(t, n, s, lobby.FindRequest{Skill: 100}); got != fuller {
		t.Errorf("got %s, want %s", got, fuller)
	}
}

func TestFindSkipsLobbiesThatDoNotFit(t *testing.T) {
	tests := []struct {
		name    string
		there   lobby.Request
		label   func(*lobby.Label)
		request lobby.FindRequest
	}{
		{"another mode", lobby.Request{Mode: "sabotage"}, nil, lobby.FindRequest{Mode: "classic"}},
		{"classic is the default", lobby.Request{Mode: "sabotage"}, nil, lobby.FindRequest{}},
		{"another map", lobby.Request{Map: "moon_base"}, nil, lobby.FindRequest{Map: "space_station"}},
		{"a private match", lobby.Request{Private: true}, nil, lobby.FindRequest{}},
		{"a match that runs", lobby.Request{}, func(l *lobby.Label) { l.State, l.Open = game.Playing, false }, lobby.FindRequest{}},
		{"a private match that says it is open", lobby.Request{}, func(l *lobby.Label) { l.Private = true }, lobby.FindRequest{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, s := world(t)
			there, _ := create(t, n, s, test.there)
			if test.label != nil {
				relabel(t, n, there, test.label)
			}
			got, created := find(t, n, s, test.request)
			if !created || got == there {
				t.Errorf("found %s, created %t", got, created)
			}
		})
	}
}

func TestFindWithoutMapAcceptsAnyMap(t *testing.T) {
	n, s := world(t)
	there, _ := create(t, n, s, lobby.Request{Map: "moon_base"})
	for _, request := range []lobby.FindRequest{{}, {Map: "moon_base"}} {
		if got, created := find(t, n, s, request); got != there || created {
			t.Errorf("%+v: got %s, created %t", request, got, created)
		}
	}
}

func TestFindCanSearchForAnyMapName(t *testing.T) {
	n, s := world(t)
	create(t, n, s, lobby.Request{Map: "moon_base"})
	there, _ := create(t, n, s, lobby.Request{Map: "so: odd"})
	if got, created := find(t, n, s, lobby.FindRequest{Map: "so: odd"}); got != there || created {
		t.Errorf("got %s, created %t", got, created)
	}
}

func TestFindCreatesTheRequestedMatch(t *testing.T) {
	n, s := world(t)
	matchID, created := find(t, n, s, lobby.FindRequest{Mode: "sabotage", Map: "moon_base", Skill: 77})
	m := matchState(t, n, matchID)
	if !created || m.params.Mode != game.SabotageMode || m.params.Map != "moon_base" || m.params.Skill != 77 || m.params.Private {
		t.Errorf("created %t with %+v", created, m.params)
	}
	if again, created := find(t, n, s, lobby.FindRequest{Mode: "sabotage", Skill: 77}); again != matchID || created {
		t.Errorf("asking again gives %s, created %t", again, created)
	}
}

func TestFindChecksTheMatchesOwnLabel(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{LabelLag: true})
	s := serve(t, n)
	started, _ := create(t, n, s, lobby.Request{Skill: 100})
	open, _ := create(t, n, s, lobby.Request{Skill: 150})
	n.Advance(2 * time.Second)
	relabel(t, n, started, func(l *lobby.Label) { l.State, l.Open = game.Starting, false })
	if got, created := find(t, n, s, lobby.FindRequest{Skill: 100}); got != open || created {
		t.Errorf("got %s, created %t, want %s", got, created, open)
	}
}

func TestFindRefusesBadRequests(t *testing.T) {
	n, s := world(t)
	for _, request := range []lobby.FindRequest{{Mode: "battle"}, {Map: "mars"}, {Skill: -1}} {
		_, _, err := s.Find(n.ServerContext(), request)
		wantCode(t, err, apierr.CodeInvalidArgument)
	}
}

func TestFindFailuresAreReported(t *testing.T) {
	broken := errors.New("broken")
	for _, method := range []string{"MatchList", "MatchGet"} {
		n, s := world(t)
		create(t, n, s, lobby.Request{})
		n.Fail(method, 1, broken)
		if _, _, err := s.Find(n.ServerContext(), lobby.FindRequest{}); !errors.Is(err, broken) {
			t.Errorf("%s fails: got %v", method, err)
		}
	}
}
