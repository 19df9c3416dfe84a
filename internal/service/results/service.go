package results

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// Nakama is the part of the server that counting games uses.
type Nakama interface {
	storage.ReadWriter
	storage.Deleter
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
	shortread.UserReader

	LeaderboardsGetId(ctx context.Context, ids []string) ([]*api.Leaderboard, error)
	LeaderboardRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, nextCursor, prevCursor string, err error)
	LeaderboardRecordWrite(
		ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, overrideOperator *int,
	) (*api.LeaderboardRecord, error)
	LeaderboardRecordDelete(ctx context.Context, id, ownerID string) error
	TournamentRecordDelete(ctx context.Context, id, ownerID string) error
	TournamentsGetId(ctx context.Context, tournamentIDs []string) ([]*api.Tournament, error)
	TournamentRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error)
	TournamentRecordWrite(
		ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, overrideOperator *int,
	) (*api.LeaderboardRecord, error)
}

// Options are the rules by which games count.
type Options struct {
	MinPlayers    int           // at the start, below which a game does not count
	Private       bool          // private matches count too
	DailyGames    int           // counted games a player a day (UTC)
	MinSeconds    int           // shortest game that counts
	SameOpponents int           // counted games a day with each of more than half of the others, after which a game does not count
	ClientSkill   bool          // clients choose their skill
	LeaverLimit   int           // games left alive in 24 hours that close matchmaking; 0 = off
	LeaverBlock   time.Duration // for how long, doubling with each further game
	ClientScores  bool          // clients keep the scores: count games, but write no boards
	Settle        time.Duration // after a week's end until what was written in it is certain
	// Recheck is called with the time at which Reconcile has to look at a game
	// again. Nil is allowed.
	Recheck func(at time.Time)
	// GameCounted is called for each player for whom a game counts, at least once,
	// with the number of counted games so far. Nil is allowed.
	GameCounted func(ctx context.Context, userID string, games int64) error
}

// Service counts finished games. It keeps nothing in memory but which pending results
// failed.
type Service struct {
	nk      Nakama
	logger  runtime.Logger
	options Options
	now     func() time.Time
	pending *parallel.Sweep
}

// New makes the service.
func New(nk Nakama, logger runtime.Logger, options Options, now func() time.Time) *Service {
	return &Service{nk: nk, logger: logger, options: options, now: now, pending: parallel.NewSweep(sweepLimits(), again)}
}
