package openskill_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"sagishi/internal/platform/openskill"
)

// simulated is a player with a known strength and the ratings by role.
type simulated struct {
	strength       float64
	crew, imposter openskill.Rating
	games          int
}

func (p *simulated) skill() float64 { return (p.crew.Mu + p.imposter.Mu) / 2 }

// league is a world of players with known strengths.
type league struct {
	rng     *rand.Rand
	players []*simulated
	// throws are players who lose on purpose.
	throws map[*simulated]bool
}

func newLeague(seed uint64, players int) *league {
	l := &league{rng: rand.New(rand.NewPCG(seed, 1)), throws: map[*simulated]bool{}}
	for range players {
		l.players = append(l.players, &simulated{strength: l.rng.NormFloat64(), crew: openskill.New(), imposter: openskill.New()})
	}
	return l
}

// play plays one game: two of the players are imposters. The stronger side wins
// most of the time, as the sums of the strengths say; sides are balanced.
func (l *league) play(players []*simulated) {
	const imposters = 2
	l.rng.Shuffle(len(players), func(i, j int) { players[i], players[j] = players[j], players[i] })
	var sides [2]openskill.Team
	lead := 0.0
	for i, p := range players {
		p.games++
		strength := p.strength
		if l.throws[p] {
			strength = -4
		}
		if i < imposters {
			sides[0].Players = append(sides[0].Players, p.imposter)
			lead += strength
		} else {
			sides[1].Players = append(sides[1].Players, p.crew)
			lead -= strength
		}
	}
	sides[0].Advantage = openskill.Even(imposters, len(players)-imposters)
	won := 0
	if l.rng.Float64() > 1/(1+math.Exp(-1.7*lead)) {
		won = 1
	}
	var rated [2][]openskill.Rating
	rated[won], rated[1-won] = openskill.Rate(sides[won], sides[1-won])
	for i, p := range players {
		if i < imposters {
			p.imposter = rated[0][i]
		} else {
			p.crew = rated[1][i-imposters]
		}
	}
}

// round plays games of eight until everybody has played once more.
func (l *league) round() {
	l.rng.Shuffle(len(l.players), func(i, j int) { l.players[i], l.players[j] = l.players[j], l.players[i] })
	for group := range slices.Chunk(l.players, 8) {
		l.play(slices.Clone(group))
	}
}

func TestRatingsOrderPlayersByStrength(t *testing.T) {
	const seed = 7
	l := newLeague(seed, 1600)
	for range 50 { // 10,000 games of eight
		l.round()
	}
	correlation := rankCorrelation(l.players, (*simulated).skill, func(p *simulated) float64 { return p.strength })
	t.Logf("seed %d: rank correlation %.3f after %d games each", seed, correlation, l.players[0].games)
	if correlation < 0.8 {
		t.Errorf("seed %d: rank correlation of rating and strength is %.3f, want 0.8 or more", seed, correlation)
	}
}

func TestThrowingGamesLowersTheRating(t *testing.T) {
	const seed = 11
	l := newLeague(seed, 160)
	cheat := l.players[0]
	cheat.strength = 2
	for range 50 {
		l.round()
	}
	honest := cheat.skill()
	l.throws[cheat] = true
	for range 50 {
		l.round()
	}
	if cheat.skill() >= honest {
		t.Errorf("seed %d: throwing games raised the rating from %.1f to %.1f", seed, honest, cheat.skill())
	}
}

// Friends who play among themselves alone only exchange what they have.
func TestPlayingWithTheSameFriendsDoesNotRaiseTheRating(t *testing.T) {
	const seed = 13
	l := newLeague(seed, 8)
	for range 500 {
		l.round()
	}
	sum := 0.0
	for _, p := range l.players {
		sum += p.skill()
	}
	if mean := sum / 8; math.Abs(mean-25) > 2.5 {
		t.Errorf("seed %d: the friends' mean rating went from 25 to %.1f", seed, mean)
	}
}

// rankCorrelation is Spearman's coefficient of two orders of the players.
func rankCorrelation(players []*simulated, a, b func(*simulated) float64) float64 {
	ranks := func(by func(*simulated) float64) map[*simulated]float64 {
		sorted := slices.SortedFunc(slices.Values(players), func(p, q *simulated) int { return cmp.Compare(by(p), by(q)) })
		rank := make(map[*simulated]float64, len(sorted))
		for i, p := range sorted {
			rank[p] = float64(i)
		}
		return rank
	}
	first, second := ranks(a), ranks(b)
	sum := 0.0
	for _, p := range players {
		gap := first[p] - second[p]
		sum += gap * gap
	}
	n := float64(len(players))
	return 1 - 6*sum/(n*(n*n-1))
}
