package lobby_test

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

// labelSignal is before a label that a test gives to a match.
const labelSignal = "label "

// fakeMatch is a match that only has a label and keeps the signals it gets.
type fakeMatch struct {
	runtime.Match
	label   lobby.Label
	params  lobby.Params
	signals []lobby.Signal
	joins   map[string]lobby.JoinAnswer // by user id
	left    []string                    // user ids that were asked to leave
	playing bool
}

func (m *fakeMatch) MatchInit(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, params map[string]any) (any, int, string) {
	parsed, err := lobby.ParseParams(params)
	if err != nil {
		return nil, 10, ""
	}
	m.params = parsed
	m.label = lobby.Label{
		State: game.Lobby, Open: !parsed.Private, Mode: parsed.Mode, Map: parsed.Map, Skill: parsed.Skill,
		MaxPlayers: 10, Private: parsed.Private,
	}
	text, _ := m.label.Encode()
	return m, 10, text
}

//nolint:revive // the signature is Nakama's
func (m *fakeMatch) MatchLoop(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, _ any, _ []runtime.MatchData) any {
	return nil // one tick ends it
}

//nolint:revive // the signature is Nakama's
func (m *fakeMatch) MatchSignal(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, d runtime.MatchDispatcher, _ int64, state any, data string) (any, string) {
	if label, found := strings.CutPrefix(data, labelSignal); found {
		return state, fmt.Sprint(d.MatchLabelUpdate(label))
	}
	var signal lobby.Signal
	if err := json.Unmarshal([]byte(data), &signal); err != nil {
		return state, err.Error()
	}
	m.signals = append(m.signals, signal)
	switch signal.Kind { //nolint:exhaustive // the others have one answer
	case lobby.SignalJoin:
		answer := m.joins[signal.UserID]
		answer.Open = m.label.Open
		encoded, err := json.Marshal(answer)
		return state, cmp.Or(string(encoded), fmt.Sprint(err))
	case lobby.SignalLeave:
		m.left = append(m.left, signal.UserID)
		return state, fmt.Sprintf(`{"playing":%t}`, m.playing)
	}
	if signal.UserID == "ghost" {
		return state, `{"room":"ghosts","ghosts":[{"user_id":"ghost","session_id":"s1"}]}`
	}
	return state, `{"room":"all"}`
}

func maps() map[string]*game.Map {
	return map[string]*game.Map{"space_station": {ID: "space_station"}, "moon_base": {ID: "moon_base"}, "so: odd": {ID: "so: odd"}}
}

func serve(t *testing.T, n *nakamatest.Nakama) *lobby.Service {
	t.Helper()
	err := n.Initializer().RegisterMatch(lobby.Module, func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return &fakeMatch{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lobby.New(n, lobby.Options{Maps: maps(), Now: n.Now})
}

func world(t *testing.T) (*nakamatest.Nakama, *lobby.Service) {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	return n, serve(t, n)
}

func matchState(t *testing.T, n *nakamatest.Nakama, matchID string) *fakeMatch {
	t.Helper()
	m, ok := n.MatchState(matchID).(*fakeMatch)
	if !ok {
		t.Fatalf("no match %q", matchID)
	}
	return m
}

func wantCode(t *testing.T, err error, code apierr.Code) {
	t.Helper()
	if _, ok := errors.AsType[*apierr.Error](err); !ok || apierr.CodeOf(err) != code {
		t.Errorf("error is %v, want code %d", err, code)
	}
}

func create(t *testing.T, n *nakamatest.Nakama, s *lobby.Service, request lobby.Request) (matchID, code string) {
	t.Helper()
	matchID, code, err := s.Create(n.ServerContext(), request)
	if err != nil {
		t.Fatal(err)
	}
	return matchID, code
}
