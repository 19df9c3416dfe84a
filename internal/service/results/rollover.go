package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sagishi/internal/platform/storage"
)

// errWeekEnding means that a week has just ended, so that late writes to it may
// still arrive.
var errWeekEnding = errors.New("the week has just ended, the game is counted when SAGISHI_SETTLE_SECONDS are over")

// resolveRollover handles a board update that may have missed its week's reset:
// if the old week's record lacks it, it moves to the current week. So a game
// counts once, in the week in which its board is written.
func (s *Service) resolveRollover(ctx context.Context, u playerUpdate) error {
	end := time.Unix(u.Expiry, 0)
	if now := s.now(); !now.Before(end) && now.Before(end.Add(s.options.Settle)) {
		return errWeekEnding
	}
	missed, err := s.missedWeek(ctx, u)
	if err != nil {
		return err
	}
	if missed {
		if err := s.moveToCurrentWeek(ctx, u); err != nil {
			return err
		}
	}
	return s.syncRecord(ctx, u)
}

// missedWeek reports whether the update's week has ended without it.
func (s *Service) missedWeek(ctx context.Context, u playerUpdate) (bool, error) {
	if u.Points == 0 || s.now().Unix() < u.Expiry {
		return false, nil
	}
	record, err := s.record(ctx, u.Board, u.user.GetId(), u.Expiry)
	return record == nil || record.GetScore() < u.Total, err
}

// moveToCurrentWeek adds the update to the running week instead, in one
// transaction of the result and the player's weekly scores. Votes for a
// tournament that the player has not joined, or that is closed, are dropped.
func (s *Service) moveToCurrentWeek(ctx context.Context, u playerUpdate) error {
	week, err := s.currentWeek(ctx)
	if err != nil {
		return err
	}
	if u.tournament() {
		record, err := s.record(ctx, u.Board, u.user.GetId(), 0)
		if err != nil || record == nil || !week.tournamentOpen {
			return err
		}
	}
	weekly, err := storage.Read[weeklyScores](ctx, s.nk, weeklyRef(u.user.GetId()))
	if err != nil {
		return err
	}
	old := *u.boardUpdate
	*u.boardUpdate = weekly.Value.add(old.Board, old.Points, week.expiries[old.Board])
	u.Moved = true
	err = storage.SaveAll(ctx, s.nk, storage.Change{Record: u.result, Read: storage.ReadNone}, storage.Change{Record: &weekly, Read: storage.ReadOwner})
	if err != nil {
		*u.boardUpdate = old
		return fmt.Errorf("move game %s to the current week: %w", u.result.Value.Game.ID, err)
	}
	return nil
}
