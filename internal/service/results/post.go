package results

import (
	"context"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
)

// finish brings the boards up to a durable result, tells of first games, and
// removes the note. One player's failure does not keep it from the others.
func (s *Service) finish(ctx context.Context, r *storage.Record[result]) error {
	var marked []string
	for _, sh := range r.Value.Shares {
		if len(sh.Marks) > 0 {
			marked = append(marked, sh.UserID)
		}
	}
	exists := map[string]bool{}
	if len(marked) > 0 {
		var err error
		if exists, err = s.exist(ctx, marked); err != nil {
			return err
		}
	}
	var faults []error
	for i := range r.Value.Shares {
		sh := &r.Value.Shares[i]
		if sh.First && s.options.FirstGame != nil {
			faults = append(faults, s.options.FirstGame(ctx, sh.UserID))
		}
		if !exists[sh.UserID] {
			continue // a record would outlive the account
		}
		for j := range sh.Marks {
			faults = append(faults, s.post(ctx, r, sh, j))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	return s.forget(ctx, r.Value.Game.ID)
}

func (s *Service) forget(ctx context.Context, game string) error {
	if err := s.nk.StorageDelete(ctx, []*runtime.StorageDelete{{Collection: storage.Unfinished, Key: game}}); err != nil {
		return fmt.Errorf("remove note: %w", err)
	}
	return nil
}

// Nakama's numbers of the operators that override a board's own.
const (
	best = int(api.Operator_BEST)
	set  = int(api.Operator_SET)
)

// post writes a mark's total to its board. A total only grows within a week,
// and so the best of several writes is the right one, in whatever order they
// arrive. Nakama decides in which week a write lands: one that is overtaken by
// the week's end is put right at once.
func (s *Service) post(ctx context.Context, r *storage.Record[result], sh *share, j int) error {
	m := sh.Marks[j]
	if m.Moved || s.now().Unix() >= m.Week {
		return s.carry(ctx, r, sh, j)
	}
	if m.tournament() {
		// Each write to a tournament costs one of the player's attempts.
		records, err := s.records(ctx, m.Board, []string{sh.UserID}, 0)
		if err != nil {
			return err
		}
		if record := records[sh.UserID]; record != nil && record.GetExpiryTime().GetSeconds() == m.Week && record.GetScore() >= m.Total {
			return nil
		}
	}
	landed, err := s.write(ctx, r.Value, sh.UserID, mark{Board: m.Board, Total: m.Total}, best)
	if err != nil {
		return err
	}
	if landed == m.Week || s.now().Unix() < m.Week {
		return nil
	}
	return errors.Join(s.correct(ctx, r.Value, sh.UserID, m.Board), s.carry(ctx, r, sh, j))
}

// write writes to a board and returns the expiry of the week that it reached;
// 0 if the tournament takes no votes of this player (any more).
func (s *Service) write(ctx context.Context, r result, user string, m mark, operator int) (int64, error) {
	write := s.nk.LeaderboardRecordWrite
	if m.tournament() {
		write = s.nk.TournamentRecordWrite
	}
	record, err := write(ctx, m.Board, user, r.username(user), m.Total, 0, map[string]any{"map": r.Game.Map}, &operator)
	if errors.Is(err, runtime.ErrTournamentWriteJoinRequired) || errors.Is(err, runtime.ErrTournamentOutsideDuration) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("write %s of %s: %w", m.Board, user, err)
	}
	return record.GetExpiryTime().GetSeconds(), nil
}

func (r result) username(user string) string {
	for _, p := range r.Game.Players {
		if p.UserID == user {
			return p.Username
		}
	}
	return ""
}

// correct makes a player's record of the running week say what the tally says,
// if there is a record. It looks at the tally again after writing: whoever
// added to it in between either is seen here or writes after this.
func (s *Service) correct(ctx context.Context, r result, user, board string) error {
	for range attempts {
		weeks, _, err := s.weeks(ctx)
		if err != nil {
			return err
		}
		tallied, err := storage.Read[tally](ctx, s.nk, tallyRef(user))
		if err != nil {
			return err
		}
		total, counted := tallied.Value.in(board, weeks[board])
		records, err := s.records(ctx, board, []string{user}, 0)
		if err != nil {
			return err
		}
		record, found := records[user]
		if found && record.GetScore() == total || !found && !counted {
			return nil
		}
		landed, err := s.write(ctx, r, user, mark{Board: board, Total: total}, set)
		if err != nil || landed == 0 {
			return err
		}
	}
	return fmt.Errorf("record of %s on %s keeps changing", user, board)
}
