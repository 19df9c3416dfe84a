package nakamatest

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// TournamentJoin adds a record with score 0, if the tournament requires joining.
func (n *Nakama) TournamentJoin(ctx context.Context, id, ownerID, username string) error {
	return n.call(ctx, "TournamentJoin", func(db *database) error {
		switch {
		case id == "":
			return errTournamentID
		case !isID(ownerID):
			return errOwnerID
		case username == "":
			return errors.New("expects a username string")
		}
		return db.joinTournament(id, ownerID, username)
	})
}

func (db *database) joinTournament(id, ownerID, username string) error {
	b, err := db.findTournament(id)
	if err != nil {
		return err
	}
	if !b.joinRequired {
		return nil
	}
	_, endActive, expiry := b.deadlines(db.now)
	if endActive <= db.now.Unix() {
		return runtime.ErrTournamentOutsideDuration
	}
	if _, joined := b.period(expiry).rows[ownerID]; joined {
		return nil
	}
	if err := db.addEntrant(b); err != nil {
		return err
	}
	db.putRecord(b, expiry, &record{
		owner: ownerID, username: username, maxNum: b.maxScores, metadata: "{}", created: db.now, updated: db.now,
	})
	return nil
}

// addEntrant counts one more participant, if the tournament has a maximum size.
func (db *database) addEntrant(b *board) error {
	if !b.hasMaxSize() {
		return nil
	}
	if b.size >= b.maxSize {
		return runtime.ErrTournamentMaxSizeReached
	}
	b.size++
	db.undo = append(db.undo, func() { b.size-- })
	return nil
}

// TournamentRecordWrite writes a score of the current period. Unlike on a
// leaderboard, every submission counts, even if it changes no score.
func (n *Nakama) TournamentRecordWrite(ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, override *int) (out *api.LeaderboardRecord, err error) {
	err = n.call(ctx, "TournamentRecordWrite", func(db *database) error {
		if id == "" {
			return errTournamentID
		}
		s, err := newSubmission(ownerID, username, score, subscore, override)
		if err != nil {
			return err
		}
		s.metadata = "{}"
		if metadata != nil {
			if s.metadata, err = encodeMap(metadata); err != nil {
				return encodeError(err)
			}
		}
		out, err = db.writeTournament(id, s)
		return err
	})
	return orNil(out, err)
}

func (db *database) writeTournament(id string, s submission) (*api.LeaderboardRecord, error) {
	b, err := db.findTournament(id)
	if err != nil {
		return nil, err
	}
	if b.authoritative && s.caller != "" {
		return nil, runtime.ErrTournamentAuthoritative
	}
	startActive, endActive, expiry := b.deadlines(db.now)
	if startActive > db.now.Unix() || endActive <= db.now.Unix() {
		return nil, runtime.ErrTournamentOutsideDuration
	}
	old := b.period(expiry).rows[s.owner]
	if old == nil && b.joinRequired {
		return nil, runtime.ErrTournamentWriteJoinRequired
	}
	r := s.nextRecord(b, old, db.now)
	if r.score < 0 || r.subscore < 0 {
		return nil, errors.New("ERROR: new row for relation \"leaderboard_record\" violates check constraint (SQLSTATE 23514)")
	}
	if old == nil {
		r.maxNum = b.maxScores
		if err := db.addEntrant(b); err != nil {
			return nil, err
		}
	}
	if r.numScore > r.maxNum {
		if !b.joinRequired {
			return nil, runtime.ErrTournamentWriteMaxNumScoreReached
		}
		r = old // where joining is required, the server returns no error
	}
	db.putRecord(b, expiry, r)
	return b.apiRecord(r, expiry, b.rank(r, expiry, db.now)), nil
}

// TournamentRecordDelete deletes a record of the current period.
func (n *Nakama) TournamentRecordDelete(ctx context.Context, id, ownerID string) error {
	return n.call(ctx, "TournamentRecordDelete", func(db *database) error {
		if !isID(ownerID) {
			return errOwnerID
		}
		return db.deleteTournamentRecord(id, ownerID, "")
	})
}

func (db *database) deleteTournamentRecord(id, ownerID, caller string) error {
	b, err := db.findTournament(id)
	if err != nil {
		return err
	}
	if b.authoritative && caller != "" {
		return runtime.ErrTournamentAuthoritative
	}
	_, _, expiry := b.deadlines(db.now)
	if db.dropRecord(b, expiry, ownerID) && b.hasMaxSize() {
		b.size--
		db.undo = append(db.undo, func() { b.size++ })
	}
	return nil
}

// TournamentAddAttempt raises the owner's maximum number of submissions.
func (n *Nakama) TournamentAddAttempt(ctx context.Context, id, ownerID string, count int) error {
	return n.call(ctx, "TournamentAddAttempt", func(db *database) error {
		switch {
		case !isID(ownerID):
			return errOwnerID
		case count == 0:
			return errors.New("expects an attempt count number != 0")
		}
		b, err := db.findTournament(id)
		if err != nil {
			return err
		}
		_, endActive, expiry := b.deadlines(db.now)
		if endActive <= db.now.Unix() {
			return runtime.ErrTournamentOutsideDuration
		}
		if old, ok := b.period(expiry).rows[ownerID]; ok {
			changed := *old
			changed.maxNum += count
			db.putRecord(b, expiry, &changed)
		}
		return nil
	})
}
