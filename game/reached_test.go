package game_test

import (
	"sync"
	"testing"

	"sagishi/game"
)

// reached counts the rare situations that simulated games met.
type reached struct {
	mu     sync.Mutex
	counts map[string]int
}

// rareSituations are those that simulated games must meet, or they show less than
// they seem to. Transcripts show others, such as a kill in the tick of a report.
var rareSituations = []string{
	"disconnected in the countdown", "seat given up as a game began", "reconnected in a vote",
	"returned to a known body", "returned in the reveal", "left in a vote",
}

func (r *reached) add(situation string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.counts == nil {
		r.counts = map[string]int{}
	}
	r.counts[situation]++
}

// check fails if a situation was never met.
func (r *reached) check(t *testing.T) {
	t.Helper()
	for _, situation := range rareSituations {
		if r.counts[situation] == 0 {
			t.Errorf("no game met: %s", situation)
		}
		t.Logf("%s: %d", situation, r.counts[situation])
	}
}

// situations recognises the rare situations of one game.
type situations struct {
	to    *reached
	phase game.Phase
}

func (s *situations) watch(events []game.Event) {
	for i := range events {
		switch e := events[i].Body.(type) {
		case game.PhaseChanged:
			s.phase = e.Phase
		case game.StateSent:
			s.watchReturn(&e.View)
		case game.PlayersChanged:
			s.watchPlayers(&e)
		default:
		}
	}
}

func (s *situations) watchReturn(v *game.View) {
	switch {
	case len(v.Bodies) > 0:
		s.to.add("returned to a known body")
	case v.Phase == game.Reveal:
		s.to.add("returned in the reveal")
	}
}

func (s *situations) watchPlayers(e *game.PlayersChanged) {
	switch {
	case e.Change == game.Disconnected && s.phase == game.Starting:
		s.to.add("disconnected in the countdown")
	case e.Change == game.Left && s.phase == game.Starting:
		s.to.add("seat given up as a game began")
	case e.Change == game.Left && s.phase == game.Voting:
		s.to.add("left in a vote")
	case e.Change == game.Reconnected && s.phase == game.Voting:
		s.to.add("reconnected in a vote")
	}
}
