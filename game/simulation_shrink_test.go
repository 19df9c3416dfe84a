package game_test

import (
	"fmt"
	"testing"

	"sagishi/game"
	"sagishi/game/bots/simulation"
)

// simulationCase is a game to simulate.
type simulationCase struct {
	players int
	options simulation.Options
}

func (p simulationCase) String() string {
	return fmt.Sprintf("%d players of natures %v, mode %q, visibility %q, at most %d ticks",
		p.players, p.options.Natures, p.options.Mode, p.options.Settings.Visibility, p.options.Limit)
}

// shrink finds the simplest case that still fails: fewer players, simpler
// behaviours, mode and visibility, and fewer ticks.
func shrink(p simulationCase, fails func(simulationCase) bool) simulationCase {
	for {
		smaller, found := simplify(p, fails)
		if !found {
			return p
		}
		p = smaller
	}
}

func simplify(p simulationCase, fails func(simulationCase) bool) (simulationCase, bool) {
	for _, change := range []func(*simulationCase){
		func(p *simulationCase) { p.players-- },
		func(p *simulationCase) { p.options.Natures = []simulation.Nature{simulation.Honest} },
		func(p *simulationCase) { p.options.Natures = p.options.Natures[:len(p.options.Natures)-1] },
		func(p *simulationCase) { p.options.Mode = game.Classic },
		func(p *simulationCase) {
			s := *p.options.Settings
			s.Visibility = game.SeeAll
			p.options.Settings = &s
		},
		func(p *simulationCase) { p.options.Limit /= 2 },
	} {
		candidate := p
		change(&candidate)
		if candidate.players >= 3 && len(candidate.options.Natures) > 0 && candidate.options.Limit > 0 &&
			candidate.String() != p.String() && fails(candidate) {
			return candidate, true
		}
	}
	return p, false
}

func TestShrinkFindsTheSimplestFailingCase(t *testing.T) {
	settings := game.DefaultSettings()
	settings.Visibility = game.SeeFog
	first := simulationCase{12, simulation.Options{
		Settings: &settings, Mode: game.SabotageMode, Limit: 20_000, Natures: []simulation.Nature{simulation.Flaky, simulation.Hostile, simulation.Clumsy},
	}}
	got := shrink(first, func(p simulationCase) bool {
		return p.players >= 6 && p.options.Natures[0] == simulation.Flaky && p.options.Settings.Visibility == game.SeeFog && p.options.Limit > 900
	})
	want := simulationCase{6, simulation.Options{Settings: &settings, Mode: game.Classic, Limit: 1250, Natures: []simulation.Nature{simulation.Flaky}}}
	if got.String() != want.String() {
		t.Errorf("got %s, want %s", got, want)
	}
}
