package leaderboards

import (
	"context"
	"fmt"

	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// CorrectName gives the caller's record in a tournament the username that the
// account has now, after a call by which Nakama wrote the session's. A session keeps
// its username after a change of names, when another player may have it. Its errors
// are internal.
func (s *Scores) CorrectName(ctx context.Context, caller callback.Caller, tournamentID string) error {
	if !s.isTournament(tournamentID) {
		return nil
	}
	users, err := shortread.Users(ctx, s.nk, []string{caller.UserID})
	if err != nil {
		return err
	}
	user := users[caller.UserID]
	if user == nil || user.GetUsername() == caller.Username {
		return nil
	}
	record, err := s.record(ctx, caller.UserID, submission{board: tournamentID, tournament: true})
	if err != nil || record == nil {
		return err
	}
	metadata, err := storage.DecodeObject(record.GetMetadata())
	if err != nil {
		return err
	}
	if _, err := s.nk.TournamentRecordWrite(ctx, tournamentID, caller.UserID, user.GetUsername(), 0, 0, metadata, nil); err != nil {
		return fmt.Errorf("correct the username of %s on %s: %w", caller.UserID, tournamentID, err)
	}
	return nil
}
