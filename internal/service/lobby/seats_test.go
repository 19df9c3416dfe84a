package lobby_test

import (
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

func TestPlayerHasOneSeatAtATime(t *testing.T) {
	_, s := world(t)
	for _, step := range []struct {
		matchID string
		want    bool
	}{{"one", true}, {"one", true}, {"two", false}} {
		if got := s.TakeSeat("ann", step.matchID); got != step.want {
			t.Errorf("a seat in %s: %t", step.matchID, got)
		}
	}
	s.ReleaseSeat("ann", "two") // not hers
	if s.TakeSeat("ann", "two") || !s.TakeSeat("bob", "two") {
		t.Error("the seat in one is lost, or counts for bob")
	}
	s.ReleaseSeat("ann", "one")
	if !s.TakeSeat("ann", "two") {
		t.Error("the seat in one is kept after its release")
	}
}

func TestJoiningGivesUpTheSeatInAnotherMatch(t *testing.T) {
	n, s := world(t)
	old, _ := create(t, n, s, lobby.Request{})
	next, _ := create(t, n, s, lobby.Request{})
	s.TakeSeat("ann", old)
	join := func(userID, matchID string) error {
		t.Helper()
		return s.PrepareJoin(n.ServerContext(), userID, matchID, nil)
	}
	for _, matchID := range []string{old, strings.ToUpper(old[:36]) + old[36:], strings.ReplaceAll(old[:36], "-", "") + old[36:], "{" + old[:36] + "}" + old[36:], old[:36] + ".", "nonsense", ""} {
		if err := join("ann", matchID); err != nil {
			t.Errorf("joining %q: %v", matchID, err)
		}
	}
	if err := join("bob", next); err != nil {
		t.Error(err)
	}
	if err := join("ann", "0f8fad5b-d9cb-469f-a165-70867728950e.nakama1"); err != nil {
		t.Errorf("a match that does not exist: %v", err)
	}
	matchState(t, n, next).joins = map[string]lobby.JoinAnswer{"ann": {Reason: "match is full"}}
	if err := join("ann", next); err != nil {
		t.Errorf("a match that refuses: %v", err)
	}
	if left := matchState(t, n, old).left; len(left) != 0 {
		t.Fatalf("the seat is given up for nothing: %v", left)
	}
	matchState(t, n, next).joins = nil
	matchState(t, n, old).playing = true
	err := join("ann", next)
	wantCode(t, err, apierr.CodeFailedPrecondition)
	if !strings.Contains(err.Error(), old) {
		t.Errorf("the error does not name the match: %v", err)
	}
	matchState(t, n, old).playing = false
	if err := join("ann", next); err != nil {
		t.Error(err)
	}
	if left := matchState(t, n, old).left; len(left) != 2 || left[1] != "ann" {
		t.Errorf("asked to leave: %v", left)
	}
}

func TestSeatInAMatchThatHasEndedIsNoSeat(t *testing.T) {
	n, s := world(t)
	old, _ := create(t, n, s, lobby.Request{})
	next, _ := create(t, n, s, lobby.Request{})
	s.TakeSeat("ann", old)
	n.Tick(old, 1) // ends it without a release
	if err := s.PrepareJoin(n.ServerContext(), "ann", next, nil); err != nil {
		t.Fatal(err)
	}
	if !s.TakeSeat("ann", next) {
		t.Error("the seat of the ended match still counts")
	}
}
