package openskill

import "math"

// The parameters of OpenSkill's libraries.
const (
	initialMu    = 25.0
	initialSigma = initialMu / 3
	beta         = initialSigma / 2 // how far one game's performance strays from skill
	tau          = initialMu / 300  // how much skill may drift between two games
	kappa        = 0.0001           // sigma never shrinks by more than the root of this in a game
)

// Rating is an estimate of a player's skill: a normal distribution with the
// mean Mu and the standard deviation Sigma.
type Rating struct {
	Mu    float64 `json:"mu"`
	Sigma float64 `json:"sigma"`
}

// New is the rating of a player of whom nothing is known: 25, give or take 8⅓.
func New() Rating { return Rating{Mu: initialMu, Sigma: initialSigma} }

// Team is one side of a game. Advantage is added to the sum of its players' mu:
// it makes up for what the players' ratings do not say, such as a larger
// opposing team.
type Team struct {
	Players   []Rating
	Advantage float64
}

// Rate returns the ratings after the first team has beaten the second, in the
// order of the players.
func Rate(winner, loser Team) (winners, losers []Rating) {
	w, l := winner.strength(), loser.strength()
	c := math.Sqrt(w.Sigma*w.Sigma + l.Sigma*l.Sigma + 2*beta*beta)
	expected := 1 / (1 + math.Exp((l.Mu-w.Mu)/c)) // of the winner to win
	surprise := 1 - expected
	spread := expected * surprise
	return winner.update(w, surprise/c, spread/(c*c), c), loser.update(l, -surprise/c, spread/(c*c), c)
}

// strength is the distribution of the sum of the players' skills.
func (t Team) strength() Rating {
	mu, variance := t.Advantage, 0.0
	for _, p := range t.Players {
		mu += p.Mu
		variance += drifted(p)
	}
	return Rating{Mu: mu, Sigma: math.Sqrt(variance)}
}

// update moves each player's mu by shift and shrinks sigma by shrink, both in
// proportion to the player's own variance.
func (t Team) update(team Rating, shift, shrink, c float64) []Rating {
	updated := make([]Rating, len(t.Players))
	for i, p := range t.Players {
		variance := drifted(p)
		left := max(1-variance*shrink*team.Sigma/c, kappa)
		updated[i] = Rating{Mu: p.Mu + variance*shift, Sigma: math.Sqrt(variance * left)}
	}
	return updated
}

// drifted is the variance of a rating after the drift since the last game.
func drifted(p Rating) float64 { return p.Sigma*p.Sigma + tau*tau }

// Even is the advantage that makes a team of players as strong as one of
// others, if all of them are newcomers. Ratings of the two roles are apart, so
// a role that wins more often than that rises as a whole until the ratings say
// so.
func Even(players, others int) float64 { return initialMu * float64(others-players) }
