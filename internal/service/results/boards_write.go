package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// playerTimeout bounds the update of one player's boards.
const playerTimeout = 6 * time.Second

// updateBoards brings the boards up to a durable result and reports counted
// games. A failure for one player does not stop the others. It returns when the
// accounts are to be looked up again.
func (s *Service) updateBoards(ctx context.Context, r *storage.Record[result]) (recheck time.Time, err error) {
	users, err := shortread.Users(ctx, s.nk, r.Value.affected())
	if err != nil {
		return time.Time{}, err
	}
	var failures []error
	for _, p := range r.Value.Players {
		failures = append(failures, s.updatePlayer(ctx, r, p, users[p.UserID]))
	}
	failures = append(failures, s.removeOrphans(ctx, r.Value))
	if err := errors.Join(failures...); err != nil {
		return time.Time{}, err
	}
	return s.boardsWritten(ctx, r.Value)
}

// updatePlayer brings the boards up to what a result has of a player, whose account
// may be nil. It is bounded: the other players of the game wait for it.
func (s *Service) updatePlayer(ctx context.Context, r *storage.Record[result], p playerResult, user *api.User) error {
	ctx, cancel := context.WithTimeout(ctx, playerTimeout)
	defer cancel()
	var failures []error
	if p.Counted && s.options.GameCounted != nil {
		failures = append(failures, s.options.GameCounted(ctx, p.UserID, p.Games))
	}
	if user == nil {
		return errors.Join(failures...) // a record would outlive the account
	}
	for j := range p.Updates {
		u := playerUpdate{result: r, user: user, boardUpdate: &p.Updates[j]}
		failures = append(failures, s.writeBoard(ctx, u))
	}
	return errors.Join(failures...)
}

// playerUpdate is a board update of one player in a result.
type playerUpdate struct {
	result *storage.Record[result]
	user   *api.User // as the account is now
	*boardUpdate
}

// Nakama's numbers of the operators that override a board's own.
const (
	best = int(api.Operator_BEST)
	set  = int(api.Operator_SET)
)

// writeBoard writes an update's total to its board. A total only grows within a
// week, so the best of several writes is right, whatever their order. Nakama
// decides in which week a write lands: if the week ends meanwhile, the record
// that the write reached is corrected at once.
func (s *Service) writeBoard(ctx context.Context, u playerUpdate) error {
	if u.Moved || s.now().Unix() >= u.Expiry {
		return s.resolveRollover(ctx, u)
	}
	if u.tournament() {
		// Each write to a tournament costs one of the player's attempts.
		record, err := s.record(ctx, u.Board, u.user.GetId(), 0)
		if err != nil {
			return err
		}
		if record.GetExpiryTime().GetSeconds() == u.Expiry && record.GetScore() >= u.Total {
			return nil
		}
	}
	landed, err := s.writeRecord(ctx, u, u.Total, best)
	if err != nil {
		return err
	}
	if landed == u.Expiry || s.now().Unix() < u.Expiry {
		return nil
	}
	return errors.Join(s.syncRecord(ctx, u), s.resolveRollover(ctx, u))
}

// writeRecord writes a score to the update's board. It returns the expiry of the
// week that the write reached, or 0 if the tournament does not take votes of
// this player (any more).
func (s *Service) writeRecord(ctx context.Context, u playerUpdate, score int64, operator int) (int64, error) {
	write := s.nk.LeaderboardRecordWrite
	if u.tournament() {
		write = s.nk.TournamentRecordWrite
	}
	metadata := map[string]any{"map": u.result.Value.Game.Map}
	record, err := write(ctx, u.Board, u.user.GetId(), u.user.GetUsername(), score, 0, metadata, &operator)
	if errors.Is(err, runtime.ErrTournamentWriteJoinRequired) || errors.Is(err, runtime.ErrTournamentOutsideDuration) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("write %s of %s: %w", u.Board, u.user.GetId(), err)
	}
	return record.GetExpiryTime().GetSeconds(), nil
}

// syncRecord sets a player's record of the running week to the weekly score, if
// there is a record. It reads the score again after writing: another server that
// raised it meanwhile is either seen here or writes later.
func (s *Service) syncRecord(ctx context.Context, u playerUpdate) error {
	user := u.user.GetId()
	for range attempts {
		score, counted, err := s.currentScore(ctx, user, u.Board)
		if err != nil {
			return err
		}
		record, err := s.record(ctx, u.Board, user, 0)
		if err != nil {
			return err
		}
		if record != nil && record.GetScore() == score || record == nil && !counted {
			return nil
		}
		landed, err := s.writeRecord(ctx, u, score, set)
		if err != nil || landed == 0 {
			return err
		}
	}
	return fmt.Errorf("record of %s on %s keeps changing", user, u.Board)
}
