package lobby_test

import (
	"context"
	"errors"
	"sync"
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
	matchID, created, err := s.Find(n.ServerContext(), "ann", request)
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

func TestFindPrefersALobbyWhoseGamesCount(t *testing.T) {
	n, s := world(t)
	withBots, _ := create(t, n, s, lobby.Request{Skill: 100})
	ranked, _ := create(t, n, s, lobby.Request{Skill: 100})
	relabel(t, n, withBots, func(l *lobby.Label) { l.Players = 7 })
	relabel(t, n, ranked, func(l *lobby.Label) { l.Ranked = true })
	for _, skill := range []float64{100, 500} {
		if got, _ := find(t, n, s, lobby.FindRequest{Skill: skill}); got != ranked {
			t.Errorf("skill %v: got %s, want %s", skill, got, ranked)
		}
	}
	nearer, _ := create(t, n, s, lobby.Request{Skill: 101})
	if got, _ := find(t, n, s, lobby.FindRequest{Skill: 101}); got != nearer {
		t.Errorf("got %s, want the nearest in skill, %s", got, nearer)
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

func TestFindSkipsLobbiesThatThePlayerMayNotJoin(t *testing.T) {
	for name, answer := range map[string]lobby.JoinAnswer{
		"kicked": {Reason: "you were kicked"}, "a seat of the player's": {Seated: true}, "full": {Reason: "match is full"},
	} {
		t.Run(name, func(t *testing.T) {
			n, s := world(t)
			next, _ := create(t, n, s, lobby.Request{Skill: 110})
			best, _ := create(t, n, s, lobby.Request{Skill: 100})
			relabel(t, n, best, func(l *lobby.Label) { l.Players = 5 })
			matchState(t, n, best).joins = map[string]lobby.JoinAnswer{"ann": answer}
			request := lobby.FindRequest{Skill: 100}
			if got, created := find(t, n, s, request); got != next || created {
				t.Errorf("got %s, created %t, want the next best %s", got, created, next)
			}
			matchState(t, n, next).joins = map[string]lobby.JoinAnswer{"ann": answer}
			if got, created := find(t, n, s, request); got == best || got == next || !created {
				t.Errorf("got %s, created %t, want a new one", got, created)
			}
			if got, _, err := s.Find(n.ServerContext(), "bob", request); err != nil || got != best {
				t.Errorf("another player gets %s, %v, want %s", got, err, best)
			}
		})
	}
}

func TestFindAsksOnlySoManyMatches(t *testing.T) {
	n, s := world(t)
	var all []*fakeMatch
	for range 50 {
		matchID, _ := create(t, n, s, lobby.Request{})
		m := matchState(t, n, matchID)
		m.joins = map[string]lobby.JoinAnswer{"ann": {Reason: "you were kicked"}}
		m.signals = nil
		all = append(all, m)
	}
	if _, created := find(t, n, s, lobby.FindRequest{}); !created {
		t.Error("no lobby was created")
	}
	asked := 0
	for _, m := range all {
		asked += len(m.signals)
	}
	if asked != 20 {
		t.Errorf("%d matches were interrupted by one search", asked)
	}
}

func TestSearchesAtOnceCreateOneLobby(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{LabelLag: true})
	s := serve(t, n)
	found := make(chan string, 60)
	var group sync.WaitGroup
	for range cap(found) {
		group.Go(func() {
			matchID, _, err := s.Find(n.ServerContext(), "ann", lobby.FindRequest{Skill: 5})
			if err != nil {
				t.Error(err)
			}
			found <- matchID
		})
	}
	group.Wait()
	close(found)
	first := <-found
	for matchID := range found {
		if matchID != first {
			t.Fatalf("one player's searches gave %s and %s", first, matchID)
		}
	}
	if got := len(n.Matches()); got != 1 {
		t.Errorf("%d lobbies were created", got)
	}
	if got, created, err := s.Find(n.ServerContext(), "bob", lobby.FindRequest{Skill: 500}); err != nil || created || got != first {
		t.Errorf("another player gets %s, created %t, %v", got, created, err)
	}
	if _, created, err := s.Find(n.ServerContext(), "bob", lobby.FindRequest{Mode: "sabotage"}); err != nil || !created {
		t.Errorf("a search for another mode: created %t, %v", created, err)
	}
}

func TestSearchThatWaitsTooLongIsAborted(t *testing.T) {
	n, _ := world(t)
	ctx, cancel := context.WithCancel(n.ServerContext())
	slow := &slowNakama{Nakama: n, creating: make(chan struct{}), release: make(chan struct{})}
	s := lobby.New(slow, lobby.Options{Maps: maps(), Now: n.Now})
	done := make(chan error)
	go func() {
		_, _, err := s.Find(n.ServerContext(), "ann", lobby.FindRequest{})
		done <- err
	}()
	<-slow.creating
	cancel()
	_, _, err := s.Find(ctx, "ann", lobby.FindRequest{})
	wantCode(t, err, apierr.CodeAborted)
	close(slow.release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, _, err := s.Find(n.ServerContext(), "ann", lobby.FindRequest{}); err != nil {
		t.Errorf("after the search's end: %v", err)
	}
}

// slowNakama takes until release to create its first match.
type slowNakama struct {
	lobby.Nakama
	once     sync.Once
	creating chan struct{}
	release  chan struct{}
}

func (l *slowNakama) MatchCreate(ctx context.Context, module string, params map[string]any) (string, error) {
	l.once.Do(func() { close(l.creating); <-l.release })
	return l.Nakama.MatchCreate(ctx, module, params)
}

func TestFindRefusesBadRequests(t *testing.T) {
	n, s := world(t)
	for _, request := range []lobby.FindRequest{{Mode: "battle"}, {Map: "mars"}, {Skill: -1}} {
		_, _, err := s.Find(n.ServerContext(), "ann", request)
		wantCode(t, err, apierr.CodeInvalidArgument)
	}
}

func TestFindFailuresAreReported(t *testing.T) {
	broken := errors.New("broken")
	for _, method := range []string{"MatchList", "MatchSignal"} {
		n, s := world(t)
		create(t, n, s, lobby.Request{})
		n.Fail(method, 1, broken)
		if _, _, err := s.Find(n.ServerContext(), "ann", lobby.FindRequest{}); !errors.Is(err, broken) {
			t.Errorf("%s fails: got %v", method, err)
		}
	}
}
