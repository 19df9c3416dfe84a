package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// record is a row of the table of leaderboard records.
type record struct {
	owner, username  string // username may be empty
	score, subscore  int64
	numScore, maxNum int
	metadata         string
	created, updated time.Time
}

// period holds the records of a board with one expiry, and their order once it is
// needed.
type period struct {
	rows   map[string]*record
	sorted []*record
}

func (b *board) period(expiry int64) *period {
	p, ok := b.periods[expiry]
	if !ok {
		p = &period{rows: map[string]*record{}}
		b.periods[expiry] = p
	}
	return p
}

// compare orders records from best to worst.
func (b *board) compare(x, y *record) int {
	order := cmp.Or(cmp.Compare(x.score, y.score), cmp.Compare(x.subscore, y.subscore), cmp.Compare(x.owner, y.owner))
	if b.ascending {
		return order
	}
	return -order
}

func (b *board) ordered(expiry int64) []*record {
	p := b.period(expiry)
	if p.sorted == nil {
		for _, r := range p.rows {
			p.sorted = append(p.sorted, r)
		}
		slices.SortFunc(p.sorted, b.compare)
	}
	return p.sorted
}

// rank returns the rank of a record, from 1; 0 for an expired period, for which the
// server keeps no ranks.
func (b *board) rank(r *record, expiry int64, now time.Time) int64 {
	if !b.ranks || (expiry != 0 && expiry <= now.Unix()) {
		return 0
	}
	rows := b.ordered(expiry)
	return int64(sort.Search(len(rows), func(i int) bool { return b.compare(rows[i], r) >= 0 })) + 1
}

func (db *database) putRecord(b *board, expiry int64, r *record) {
	p := b.period(expiry)
	old := p.rows[r.owner]
	put(db, p.rows, r.owner, r)
	db.undo = append(db.undo, func() { p.sorted = nil })
	p.sorted = updateSorted(p.sorted, old, r, b.compare)
}

func (db *database) dropRecord(b *board, expiry int64, owner string) bool {
	p := b.period(expiry)
	old, found := p.rows[owner]
	drop(db, p.rows, owner)
	db.undo = append(db.undo, func() { p.sorted = nil })
	p.sorted = updateSorted(p.sorted, old, nil, b.compare)
	return found
}

func (b *board) apiRecord(r *record, expiry, rank int64) *api.LeaderboardRecord {
	out := &api.LeaderboardRecord{
		LeaderboardId: b.id, OwnerId: r.owner, Score: r.score, Subscore: r.subscore,
		NumScore: int32(r.numScore), MaxNumScore: uint32(r.maxNum), Metadata: r.metadata, Rank: rank,
		CreateTime: seconds(r.created), UpdateTime: seconds(r.updated),
	}
	if r.username != "" {
		out.Username = &wrapperspb.StringValue{Value: r.username}
	}
	if expiry != 0 {
		out.ExpiryTime = seconds(time.Unix(expiry, 0))
	}
	return out
}

// submission is a score to write.
type submission struct {
	caller, owner, username string // an empty caller is the server
	score, subscore         int64
	metadata                string // JSON; empty leaves it unchanged
	operator                api.Operator
}

func newSubmission(owner, username string, score, subscore int64, override *int) (submission, error) {
	s := submission{owner: owner, username: username, score: score, subscore: subscore}
	if !isID(owner) {
		return s, errOwnerID
	}
	if override != nil {
		if _, ok := api.Operator_name[int32(*override)]; !ok {
			return s, errOperator
		}
		s.operator = api.Operator(*override)
	}
	return s, nil
}

// operatorOn returns the operator to apply: the override or the board's own.
func (s submission) operatorOn(b *board) api.Operator {
	if s.operator != api.Operator_NO_OVERRIDE {
		return s.operator
	}
	return b.operator
}

// newScores returns the scores after the submission; old is nil for a new record.
func (s submission) newScores(b *board, old *record) (score, subscore int64) {
	op := s.operatorOn(b)
	if old == nil {
		if op == api.Operator_DECREMENT {
			return 0, 0
		}
		return s.score, s.subscore
	}
	switch op {
	case api.Operator_INCREMENT:
		return old.score + s.score, old.subscore + s.subscore
	case api.Operator_DECREMENT:
		return max(old.score-s.score, 0), max(old.subscore-s.subscore, 0)
	case api.Operator_SET:
		return s.score, s.subscore
	default:
		if b.ascending {
			return min(old.score, s.score), min(old.subscore, s.subscore)
		}
		return max(old.score, s.score), max(old.subscore, s.subscore)
	}
}

// nextRecord returns the record after the submission, and counts the submission.
func (s submission) nextRecord(b *board, old *record, now time.Time) *record {
	r := &record{owner: s.owner, numScore: 1, maxNum: defaultMaxScores, metadata: "{}", created: now}
	if old != nil {
		*r = *old
		r.numScore++
	}
	r.score, r.subscore = s.newScores(b, old)
	r.updated = now
	if s.username != "" {
		r.username = s.username
	}
	if s.metadata != "" {
		r.metadata = s.metadata
	}
	return r
}

// LeaderboardRecordWrite writes a score of the current period. A submission that
// changes no score changes nothing else either. As on the server, the board may be a
// tournament.
func (n *Nakama) LeaderboardRecordWrite(ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, override *int) (out *api.LeaderboardRecord, err error) {
	err = n.call(ctx, "LeaderboardRecordWrite", func(db *database) error {
		if id == "" {
			return errBoardID
		}
		s, err := newSubmission(ownerID, username, score, subscore, override)
		switch {
		case errors.Is(err, errOwnerID):
			return err
		case score < 0:
			return errors.New("expects score to be >= 0")
		case subscore < 0:
			return errors.New("expects subscore to be >= 0")
		case err != nil:
			return err
		}
		if metadata != nil {
			if s.metadata, err = encodeMap(metadata); err != nil {
				return encodeError(err)
			}
		}
		out, err = db.writeLeaderboard(id, s)
		return err
	})
	return orNil(out, err)
}

func (db *database) writeLeaderboard(id string, s submission) (*api.LeaderboardRecord, error) {
	b, err := db.findBoard(id)
	if err != nil {
		return nil, err
	}
	if b.authoritative && s.caller != "" {
		return nil, errAuthoritative
	}
	expiry := b.nextReset(db.now)
	old := b.period(expiry).rows[s.owner]
	r := s.nextRecord(b, old, db.now)
	if old != nil && r.score == old.score && r.subscore == old.subscore {
		return b.apiRecord(old, expiry, b.rank(old, expiry, db.now)), nil
	}
	db.putRecord(b, expiry, r)
	return b.apiRecord(r, expiry, b.rank(r, expiry, db.now)), nil
}

// LeaderboardRecordDelete deletes a record of the current period.
func (n *Nakama) LeaderboardRecordDelete(ctx context.Context, id, ownerID string) error {
	return n.call(ctx, "LeaderboardRecordDelete", func(db *database) error {
		return db.deleteLeaderboardRecord(id, ownerID, "")
	})
}

func (db *database) deleteLeaderboardRecord(id, ownerID, caller string) error {
	b, err := db.findBoard(id)
	if err != nil {
		return err
	}
	if b.isTournament() {
		return errBoardNotFound
	}
	if b.authoritative && caller != "" {
		return errAuthoritative
	}
	db.dropRecord(b, b.nextReset(db.now), ownerID)
	return nil
}
