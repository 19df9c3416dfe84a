package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Errors of boards, in the server's words.
var (
	errBoardID       = errors.New("expects a leaderboard ID string")
	errBoardNotFound = errors.New("leaderboard not found") // not that of the runtime package
	errTournamentID  = errors.New("expects a tournament ID string")
	errOwnerID       = errors.New("expects owner ID to be a valid identifier")
	errOperator      = errors.New("invalid operator")
	errBoardInUse    = errors.New("cannot create tournament as leaderboard is already in use")
	errAuthoritative = errors.New("leaderboard only allows authoritative submissions")
)

// noMaxSize is the maximum size of a tournament without a limit, and
// defaultMaxScores its maximum number of submissions, as in the database.
const (
	noMaxSize        = math.MaxInt32
	defaultMaxScores = 1_000_000
)

// board is a leaderboard, or a tournament if it has a duration.
type board struct {
	id, metadata, schedule string
	cron                   *schedule
	authoritative          bool
	ascending              bool
	ranks                  bool
	operator               api.Operator
	created                time.Time
	tournament
	periods map[int64]*period
}

// tournament holds the additional fields of a tournament.
type tournament struct {
	title, description   string
	category             int
	start, end, duration int64
	maxSize, maxScores   int
	joinRequired         bool
	size                 int
}

func (b *board) isTournament() bool { return b.duration > 0 }

func (b *board) hasMaxSize() bool { return b.maxSize != noMaxSize }

// newBoard checks and sets the fields that leaderboards and tournaments share.
func (db *database) newBoard(id, sortOrder, operator, resetSchedule string, metadata map[string]any) (*board, error) {
	b := &board{id: id, schedule: resetSchedule, metadata: "{}", created: db.now, periods: map[int64]*period{}}
	switch sortOrder {
	case "desc", "descending":
	case "asc", "ascending":
		b.ascending = true
	default:
		return nil, errors.New("expects sort order to be 'asc' or 'desc'")
	}
	switch operator {
	case "best":
		b.operator = api.Operator_BEST
	case "set":
		b.operator = api.Operator_SET
	case "incr", "increment":
		b.operator = api.Operator_INCREMENT
	case "decr", "decrement":
		b.operator = api.Operator_DECREMENT
	default:
		return nil, errors.New("expects operator to be 'best', 'set', 'incr' or 'decr'")
	}
	if resetSchedule != "" {
		cron, err := parseSchedule(resetSchedule)
		if err != nil {
			return nil, errors.New("expects reset schedule to be a valid CRON expression")
		}
		b.cron = cron
	}
	if metadata != nil {
		text, err := encodeMap(metadata)
		if err != nil {
			return nil, encodeError(err)
		}
		b.metadata = text
	}
	return b, nil
}

// LeaderboardCreate creates a leaderboard. An existing one stays unchanged.
func (n *Nakama) LeaderboardCreate(ctx context.Context, id string, authoritative bool, sortOrder, operator, resetSchedule string, metadata map[string]any, enableRanks bool) error {
	return n.call(ctx, "LeaderboardCreate", func(db *database) error {
		if id == "" {
			return errBoardID
		}
		b, err := db.newBoard(id, sortOrder, operator, resetSchedule, metadata)
		if err != nil {
			return err
		}
		b.authoritative, b.ranks = authoritative, enableRanks
		if _, exists := db.boards[id]; !exists {
			put(db, db.boards, id, b)
		}
		return nil
	})
}

// LeaderboardDelete removes a leaderboard and its records.
func (n *Nakama) LeaderboardDelete(ctx context.Context, id string) error {
	return n.call(ctx, "LeaderboardDelete", func(db *database) error {
		drop(db, db.boards, id)
		return nil
	})
}

// boardsWhere returns boards in the order of their creation.
func (db *database) boardsWhere(match func(*board) bool) []*board {
	var out []*board
	for _, b := range db.boards {
		if match(b) {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b *board) int { return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.id, b.id)) })
	return out
}

// LeaderboardList lists the leaderboards.
func (n *Nakama) LeaderboardList(limit int, cursor string) (list *api.LeaderboardList, err error) {
	err = n.call(context.Background(), "LeaderboardList", func(db *database) error {
		if limit < 1 || limit > 100 {
			return errors.New("limit must be 1-100")
		}
		boards := db.boardsWhere(func(b *board) bool { return !b.isTournament() })
		page, next, err := paginate(boards, limit, cursor)
		if err != nil {
			return errors.New("expects cursor to be valid when provided")
		}
		list = &api.LeaderboardList{Cursor: next}
		for _, b := range page {
			list.Leaderboards = append(list.Leaderboards, b.apiLeaderboard(db.now))
		}
		return nil
	})
	return orNil(list, err)
}

// LeaderboardsGetId returns the leaderboards that exist, without tournaments.
func (n *Nakama) LeaderboardsGetId(ctx context.Context, ids []string) (boards []*api.Leaderboard, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "LeaderboardsGetId", func(db *database) error {
		boards = []*api.Leaderboard{}
		for _, id := range ids {
			if b, ok := db.boards[id]; ok && !b.isTournament() {
				boards = append(boards, b.apiLeaderboard(db.now))
			}
		}
		return nil
	})
	return orNil(boards, err)
}

func (b *board) apiLeaderboard(now time.Time) *api.Leaderboard {
	return &api.Leaderboard{
		Id: b.id, SortOrder: b.sortOrder(), Operator: b.operator, Metadata: b.metadata,
		PrevReset: b.prevReset(now, b.created.Unix()), NextReset: uint32(b.nextReset(now)),
		CreateTime: seconds(b.created), Authoritative: b.authoritative,
	}
}

func (b *board) sortOrder() uint32 {
	if b.ascending {
		return 0
	}
	return 1
}

// nextReset returns when the current period of a leaderboard expires; 0 means never.
func (b *board) nextReset(now time.Time) int64 {
	if b.cron == nil {
		return 0
	}
	return b.cron.next(now).Unix()
}

func (b *board) prevReset(now time.Time, start int64) uint32 {
	if b.cron == nil || start > now.Unix() {
		return 0
	}
	return uint32(b.cron.previous(now).Unix())
}

// currentPeriod returns the expiry of the period that lists use by default. It
// reports false if the tournament has ended.
func (b *board) currentPeriod(now time.Time) (expiry int64, ok bool) {
	if !b.isTournament() {
		return b.nextReset(now), true
	}
	_, _, expiry = b.deadlines(now)
	return expiry, expiry == 0 || expiry > now.Unix()
}

// findBoard returns the leaderboard or, as on the server, the tournament.
func (db *database) findBoard(id string) (*board, error) {
	if id == "" {
		return nil, errBoardID
	}
	b, ok := db.boards[id]
	if !ok {
		return nil, errBoardNotFound
	}
	return b, nil
}

func (db *database) findTournament(id string) (*board, error) {
	if id == "" {
		return nil, errTournamentID
	}
	b, ok := db.boards[id]
	if !ok || !b.isTournament() {
		return nil, runtime.ErrTournamentNotFound
	}
	return b, nil
}
