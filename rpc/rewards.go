package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/tournaments"
)

// Rewards pays the prizes of tournaments.
type Rewards interface {
	Pay(ctx context.Context, tournamentID string) (tournaments.Summary, error)
}

type payRewardsRequest struct {
	TournamentID string `json:"tournament_id"`
}

func (d Deps) adminPayRewards(ctx context.Context, request payRewardsRequest) (tournaments.Summary, error) {
	const longest = 128
	if n := len(request.TournamentID); n < 1 || n > longest {
		return tournaments.Summary{}, apierr.Invalid("tournament_id must have 1..%d characters", longest)
	}
	return d.Rewards.Pay(ctx, request.TournamentID)
}
