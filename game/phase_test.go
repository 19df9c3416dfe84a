package game

import "testing"

// TestOnlyLegalPhaseTransitions compares the table with the diagram in doc.go.
func TestOnlyLegalPhaseTransitions(t *testing.T) {
	all := []Phase{Lobby, Starting, Playing, Discussion, Voting, Reveal, Finished, "nowhere"}
	legal := map[[2]Phase]bool{
		{Lobby, Starting}: true, {Starting, Lobby}: true, {Starting, Playing}: true, {Playing, Discussion}: true,
		{Discussion, Voting}: true, {Voting, Reveal}: true, {Reveal, Playing}: true, {Finished, Lobby}: true,
		{Playing, Finished}: true, {Discussion, Finished}: true, {Voting, Finished}: true, {Reveal, Finished}: true,
	}
	for _, from := range all {
		for _, to := range all {
			if from.leadsTo(to) != legal[[2]Phase{from, to}] {
				t.Errorf("%s leads to %s: %v", from, to, from.leadsTo(to))
			}
		}
	}
}

func TestEnterRefusesIllegalTransition(t *testing.T) {
	g := New(Config{TickRate: 10, Map: &Map{}, Settings: DefaultSettings()})
	if g.enter(&finished{}) || g.Phase() != Lobby {
		t.Errorf("went to %s", g.Phase())
	}
}
