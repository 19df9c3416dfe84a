package hooks

import (
	"context"
	"database/sql"
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
)

// registerNames registers the hooks after calls by which Nakama writes the session's
// username to a tournament. On a leaderboard it does so only with points, which the
// server gives unless clients keep the scores.
func (g *guard) registerNames(in runtime.Initializer) error {
	correct := func(ctx context.Context, logger runtime.Logger, tournamentID string) error {
		return runLogged(ctx, logger, "username in a tournament", func(ctx context.Context) error {
			return g.Scores.CorrectName(ctx, callback.CallerFrom(ctx), tournamentID)
		})
	}
	return errors.Join(
		in.RegisterAfterJoinTournament(func(
			ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *api.JoinTournamentRequest,
		) error {
			return correct(ctx, logger, in.GetTournamentId())
		}),
		in.RegisterAfterWriteTournamentRecord(func(
			ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ *api.LeaderboardRecord, in *api.WriteTournamentRecordRequest,
		) error {
			return correct(ctx, logger, in.GetTournamentId())
		}),
	)
}
