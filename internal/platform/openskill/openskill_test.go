package openskill_test

import (
	"math"
	"testing"

	"sagishi/internal/platform/openskill"
)

func team(n int) openskill.Team {
	var t openskill.Team
	for range n {
		t.Players = append(t.Players, openskill.New())
	}
	return t
}

func TestWinnersRiseAndLosersFall(t *testing.T) {
	winners, losers := openskill.Rate(team(5), team(5))
	for i := range winners {
		if winners[i].Mu <= 25 || losers[i].Mu >= 25 {
			t.Errorf("player %d: winner %v, loser %v", i, winners[i], losers[i])
		}
		if winners[i].Sigma >= openskill.New().Sigma || losers[i].Sigma >= openskill.New().Sigma {
			t.Errorf("player %d is not known better after a game: %v, %v", i, winners[i], losers[i])
		}
	}
}

// Two players of equal rating: what one wins the other loses.
func TestEqualPlayersExchangeTheSame(t *testing.T) {
	winners, losers := openskill.Rate(team(1), team(1))
	near := func(got, want float64) bool { return math.Abs(got-want) < 1e-9 }
	if w, l := winners[0], losers[0]; !near(w.Mu+l.Mu, 50) || !near(w.Sigma, l.Sigma) {
		t.Errorf("one against one is not symmetric: %v, %v", w, l)
	}
}

func TestAnExpectedResultChangesLess(t *testing.T) {
	strong := openskill.Team{Players: []openskill.Rating{{Mu: 35, Sigma: 4}}}
	weak := openskill.Team{Players: []openskill.Rating{{Mu: 15, Sigma: 4}}}
	expected, _ := openskill.Rate(strong, weak)
	upset, _ := openskill.Rate(weak, strong)
	if rise, surprise := expected[0].Mu-35, upset[0].Mu-15; rise <= 0 || surprise <= rise {
		t.Errorf("the favourite rises by %f, the outsider by %f", rise, surprise)
	}
}

func TestAnAdvantageMakesUpForASmallerTeam(t *testing.T) {
	small := team(2)
	small.Advantage = 25 * 6
	winners, losers := openskill.Rate(small, team(8))
	if rise, fall := winners[0].Mu-25, 25-losers[0].Mu; math.Abs(rise-fall) > 1e-9 {
		t.Errorf("equal sides: one rises by %f, the other falls by %f", rise, fall)
	}
}
