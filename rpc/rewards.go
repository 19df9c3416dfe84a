package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/tournaments"
)

type payRewardsRequest struct {
	TournamentID string `json:"tournament_id" rpc:"required"`
	Reason       string `json:"reason"`
}

func (d Deps) adminPayRewards(ctx context.Context, request payRewardsRequest) (tournaments.Summary, error) {
	const longest = 128
	if n := len(request.TournamentID); n < 1 || n > longest {
		return tournaments.Summary{}, apierr.Invalid("tournament_id must have 1..%d characters", longest)
	}
	return d.Rewards.Pay(ctx, request.TournamentID)
}
