package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
	"sagishi/tournaments"
)

// Boards have no link to accounts: a record that is written while its account is
// being deleted would stay. So the accounts are looked up again right after the
// boards are written, and once more when such a deletion must be over. The
// second time is rounded, so that games are looked at together.
const (
	recheckAfter = 15 * time.Second
	recheckRound = 5 * time.Second
)

// pendingState is the value of a pending record.
type pendingState struct {
	// RecheckAt is when the accounts are looked up again, in unix seconds. 0 means
	// that the boards may not be up to date.
	RecheckAt int64 `json:"recheck_at,omitempty"`
}

// boardsWritten marks a result's boards as up to date, and arranges the last look
// at the accounts.
func (s *Service) boardsWritten(ctx context.Context, r result) (recheck time.Time, err error) {
	if len(r.affected()) == 0 {
		return time.Time{}, storage.Delete(ctx, s.nk, pendingRef(r.Game.ID), "")
	}
	recheck = s.now().Add(recheckAfter).Truncate(recheckRound)
	pending := storage.Record[pendingState]{Ref: pendingRef(r.Game.ID), Value: pendingState{RecheckAt: recheck.Unix()}}
	if err := pending.Save(ctx, s.nk, storage.ReadNone); err != nil {
		return time.Time{}, err
	}
	if s.options.Recheck != nil {
		s.options.Recheck(recheck)
	}
	return recheck, nil
}

// affected are the players whose boards the result changes.
func (r result) affected() []string {
	var users []string
	for _, p := range r.Players {
		if len(p.Updates) > 0 {
			users = append(users, p.UserID)
		}
	}
	return users
}

// removeOrphans deletes what a result has written to the boards for accounts that
// no longer exist.
func (s *Service) removeOrphans(ctx context.Context, r result) error {
	users, err := shortread.Users(ctx, s.nk, r.affected())
	if err != nil {
		return err
	}
	var failures []error
	for _, p := range r.Players {
		if len(p.Updates) > 0 && users[p.UserID] == nil {
			failures = append(failures, s.removeOrphan(ctx, p))
		}
	}
	return errors.Join(failures...)
}

// removeOrphan deletes a player's records if the account no longer exists. The
// database deletes an account's storage with it: records go only if that is gone
// too, because a list of users may come short.
func (s *Service) removeOrphan(ctx context.Context, p playerResult) error {
	weekly, err := storage.Read[weeklyScores](ctx, s.nk, weeklyRef(p.UserID))
	if err != nil || weekly.Found() {
		return err
	}
	var failures []error
	for _, u := range p.Updates {
		remove := s.nk.LeaderboardRecordDelete
		if u.Board == tournaments.WeeklyTopDetective {
			remove = s.nk.TournamentRecordDelete
		}
		err := remove(ctx, u.Board, p.UserID)
		if err != nil && !errors.Is(err, runtime.ErrTournamentNotFound) && !errors.Is(err, runtime.ErrTournamentOutsideDuration) {
			failures = append(failures, fmt.Errorf("delete record of %s on %s: %w", p.UserID, u.Board, err))
		}
	}
	return errors.Join(failures...)
}
