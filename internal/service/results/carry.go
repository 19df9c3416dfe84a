package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// errUnsettled says that a week has just ended, so that what was written in it
// is not certain yet.
var errUnsettled = errors.New("the week has just ended, the game counts when it has settled")

// carry settles a mark whose week ended before its board was known to be
// written. Either the ended week has it, or it moves to the running one: a
// game counts in the week in which it is written, once.
func (s *Service) carry(ctx context.Context, r *storage.Record[result], sh *share, j int) error {
	m := &sh.Marks[j]
	end := time.Unix(m.Week, 0)
	if now := s.now(); !now.Before(end) && now.Before(end.Add(s.options.Settle)) {
		return errUnsettled
	}
	written, err := s.reached(ctx, sh.UserID, *m)
	if err != nil {
		return err
	}
	if !written {
		if err := s.move(ctx, r, sh, j); err != nil {
			return err
		}
	}
	return s.correct(ctx, r.Value, sh.UserID, m.Board)
}

// reached reports whether the mark's own week has it, or is still running.
func (s *Service) reached(ctx context.Context, user string, m mark) (bool, error) {
	if m.Add == 0 || s.now().Unix() < m.Week {
		return true, nil
	}
	for range 2 { // a list may come short without an error
		records, err := s.records(ctx, m.Board, []string{user}, m.Week)
		if err != nil {
			return false, err
		}
		if record, ok := records[user]; ok {
			return record.GetScore() >= m.Total, nil
		}
	}
	return false, nil
}

// move adds the mark to the running week instead, in one transaction of the
// result and the player's tally.
func (s *Service) move(ctx context.Context, r *storage.Record[result], sh *share, j int) error {
	weeks, open, err := s.weeks(ctx)
	if err != nil {
		return err
	}
	old := sh.Marks[j]
	if takes, err := s.takes(ctx, old, sh.UserID, open); err != nil || !takes {
		return err // where it takes none, the votes end with their tournament
	}
	tallied, err := storage.Read[tally](ctx, s.nk, tallyRef(sh.UserID))
	if err != nil {
		return err
	}
	moved := tallied.Value.add(old.Board, old.Add, weeks[old.Board])
	moved.Moved = true
	sh.Marks[j] = moved
	if err := s.rewrite(ctx, r, tallied); err != nil {
		sh.Marks[j] = old
		return err
	}
	return nil
}

// takes reports whether the running week takes the mark: always on a
// leaderboard, and in a tournament that is open and that the player has joined.
func (s *Service) takes(ctx context.Context, m mark, user string, open bool) (bool, error) {
	if !m.tournament() {
		return true, nil
	}
	scores, err := s.detectives(ctx, []string{user})
	_, joined := scores[user]
	return open && joined, err
}

// rewrite writes the changed result and tally, and notes the result's new
// version for the next change.
func (s *Service) rewrite(ctx context.Context, r *storage.Record[result], t storage.Record[tally]) error {
	changed, err := storage.Write(r.Ref, r.Value, r.Version, storage.ReadNone)
	if err != nil {
		return err
	}
	week, err := storage.Write(t.Ref, t.Value, t.Version, storage.ReadOwner)
	if err != nil {
		return err
	}
	acks, err := s.nk.StorageWrite(ctx, []*runtime.StorageWrite{changed, week})
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return apierr.Aborted("somebody else finishes game %s", r.Value.Game.ID)
	}
	if err != nil {
		return fmt.Errorf("move game %s: %w", r.Value.Game.ID, err)
	}
	for _, ack := range acks {
		if ack.GetCollection() == r.Collection && ack.GetKey() == r.Key {
			r.Version = ack.GetVersion()
		}
	}
	return nil
}
