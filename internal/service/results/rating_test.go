package results_test

import (
	"encoding/json"
	"math"
	"testing"

	"sagishi/internal/platform/openskill"
)

// rated is the rating of a player as clients read it.
type rated struct {
	Skill          float64
	Crew, Imposter struct {
		Mu, Sigma float64
		Games     int64
	}
}

func (w *world) rating(name string) rated {
	w.t.Helper()
	value, found := w.Object("stats", "rating", w.ids[name])
	var r rated
	if err := json.Unmarshal([]byte(value), &r); !found || err != nil {
		w.t.Fatalf("rating of %s: %q, %v", name, value, err)
	}
	return r
}

func TestRatingsFollowOpenSkillByRole(t *testing.T) {
	w := newWorld(t)
	w.record(w.game("m.1", "crew"))
	var crewTeam openskill.Team
	for range 4 {
		crewTeam.Players = append(crewTeam.Players, openskill.New())
	}
	lone := openskill.Team{Players: []openskill.Rating{openskill.New()}, Advantage: openskill.Even(1, 4)}
	won, lost := openskill.Rate(crewTeam, lone)
	ann, eve := w.rating("ann"), w.rating("eve")
	if ann.Crew.Mu != won[0].Mu || ann.Crew.Sigma != won[0].Sigma || ann.Crew.Games != 1 || ann.Imposter.Mu != 25 || ann.Imposter.Games != 0 {
		t.Errorf("ann %+v, want %+v", ann, won[0])
	}
	if eve.Imposter.Mu != lost[0].Mu || eve.Imposter.Games != 1 || eve.Crew.Mu != 25 {
		t.Errorf("eve %+v, want %+v", eve, lost[0])
	}
	for name, r := range map[string]rated{"ann": ann, "eve": eve} {
		want := math.Round(5 * (r.Crew.Mu + r.Imposter.Mu) / 2)
		skill, known, err := w.service().Skill(t.Context(), w.ids[name])
		if r.Skill != want || skill != want || !known || err != nil {
			t.Errorf("%s: skill %v and %v, %v, %v, want %v", name, r.Skill, skill, known, err, want)
		}
	}
	if ann.Skill <= 125 || eve.Skill >= 125 {
		t.Errorf("winner %v, loser %v", ann.Skill, eve.Skill)
	}
}

func TestNewcomersAndDamagedRatingsHaveTheSkillOfANewcomer(t *testing.T) {
	w := newWorld(t)
	w.damage("stats", "rating", "bob")
	for _, name := range []string{"ann", "bob"} {
		if skill, known, err := w.service().Skill(t.Context(), w.ids[name]); skill != 125 || !known || err != nil {
			t.Errorf("%s: %v, %v, %v", name, skill, known, err)
		}
	}
	w.options.ClientSkill = true
	if _, known, err := w.service().Skill(t.Context(), w.ids["ann"]); known || err != nil {
		t.Errorf("clients choose, and the server knows: %v, %v", known, err)
	}
}

func TestLeaverOfTheWinningSideIsRatedAsALoser(t *testing.T) {
	w := newWorld(t)
	g := w.game("m.1", "crew")
	g.Players[0].Left = true
	w.record(g)
	if ann, bob := w.rating("ann"), w.rating("bob"); ann.Crew.Mu >= 25 || bob.Crew.Mu <= 25 {
		t.Errorf("ann left with %v, bob won with %v", ann.Crew.Mu, bob.Crew.Mu)
	}
}

func TestGameThatCountsForOneSideOnlyRatesNobody(t *testing.T) {
	w := newWorld(t)
	g := w.game("m.1", "crew")
	g.Players[4].TookPart = false // the imposter
	w.record(g)
	if ann := w.rating("ann"); ann.Crew.Games != 0 || ann.Skill != 125 {
		t.Errorf("%+v", ann)
	}
	g = w.game("m.2", "crew")
	g.Players[0].TookPart = false
	w.record(g)
	if ann, bob := w.rating("ann"), w.rating("bob"); ann.Crew.Games != 0 || bob.Crew.Games != 1 {
		t.Errorf("ann took no part %+v, bob %+v", ann, bob)
	}
}

func TestUncountedGamesRateNobody(t *testing.T) {
	w := newWorld(t)
	g := w.game("m.1", "crew")
	g.Seconds = 1
	w.record(g)
	if value, found := w.Object("stats", "rating", w.ids["ann"]); found {
		t.Errorf("rating %s", value)
	}
}
