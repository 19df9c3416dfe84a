package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// Records is the storage that results live in.
type Records interface {
	storage.Reader
	StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error)
	StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
}

// Boards are the leaderboards and the tournament that games count on.
type Boards interface {
	LeaderboardsGetId(ctx context.Context, ids []string) ([]*api.Leaderboard, error)
	LeaderboardRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, nextCursor, prevCursor string, err error)
	LeaderboardRecordWrite(
		ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, overrideOperator *int,
	) (*api.LeaderboardRecord, error)
	TournamentsGetId(ctx context.Context, tournamentIDs []string) ([]*api.Tournament, error)
	TournamentRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error)
	TournamentRecordWrite(
		ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, overrideOperator *int,
	) (*api.LeaderboardRecord, error)
}

// Nakama is what counting games needs of the server.
type Nakama interface {
	Records
	Boards
	UsersGetId(ctx context.Context, userIDs, facebookIDs []string) ([]*api.User, error)
}

// Options are the rules by which games count.
type Options struct {
	MinPlayers int           // at the start, below which a game does not count
	Private    bool          // private matches count too
	DailyGames int           // counted games a player a day (UTC)
	ByClients  bool          // clients keep the scores: count games, but write no boards
	Settle     time.Duration // after a week's end until what was written in it is certain
	// FirstGame is told of each player's first counted game, at least once. Nil
	// tells nobody.
	FirstGame func(ctx context.Context, userID string) error
}

// Service counts finished games.
//
// A game is counted in one transaction: its result is created on condition
// that there is none, together with every player's new statistics and tally of
// the week. The boards follow from the tallies as absolute values, which can
// be written any number of times. A note in a collection of its own marks the
// result as unfinished until they are, so that a reconciler finds what a crash
// left without looking at anything else.
type Service struct {
	nk      Nakama
	logger  runtime.Logger
	options Options
	now     func() time.Time
}

// New makes the service.
func New(nk Nakama, logger runtime.Logger, options Options, now func() time.Time) *Service {
	return &Service{nk: nk, logger: logger, options: options, now: now}
}

// attempts is how often a transaction that lost a race is tried again.
const attempts = 5

// Record counts a finished game and answers what it brought to each player. It
// is safe to repeat, to race and to call again after an error: the game counts
// once. With an error the answer may still hold: then the game is durable, and
// the reconciler brings the boards up to it.
func (s *Service) Record(ctx context.Context, g Game) (map[string]Counted, error) {
	g.Players = distinct(g.Players)
	if why := s.uncounted(g); why != "" {
		return s.refused(ctx, g, why), nil
	}
	r, unfinished, err := s.settle(ctx, g)
	if err != nil {
		return nil, fmt.Errorf("record game %s: %w", g.ID, err)
	}
	if unfinished {
		err = s.finish(ctx, &r)
	}
	if err != nil {
		return r.Value.answers(), fmt.Errorf("finish game %s: %w", g.ID, err)
	}
	return r.Value.answers(), nil
}

// settle makes the game durable, once. It reports whether the boards may still
// have to follow.
func (s *Service) settle(ctx context.Context, g Game) (storage.Record[result], bool, error) {
	for range attempts {
		r, unfinished, err := s.find(ctx, g.ID)
		if err != nil || r.Found() {
			return r, unfinished, err
		}
		r.Value, err = s.count(ctx, g)
		if errors.Is(err, runtime.ErrStorageRejectedVersion) {
			continue
		}
		if err != nil || !r.Value.counts() {
			return r, false, err
		}
		// Read back for its version, which a later change needs.
		return s.find(ctx, g.ID)
	}
	return storage.Record[result]{}, false, apierr.Aborted("too many changes at the same time, try again")
}

// count writes the result with everything that follows from it, if nobody did
// and if it counts for anybody.
func (s *Service) count(ctx context.Context, g Game) (result, error) {
	m, err := s.moment(ctx, g)
	if err != nil {
		return result{}, err
	}
	books, err := s.books(ctx, g)
	if err != nil {
		return result{}, err
	}
	r := result{Game: g, CountedAt: m.at}
	for i, p := range g.Players {
		r.Shares = append(r.Shares, s.share(p, g, &books[i], m))
	}
	if !r.counts() {
		return r, nil // or players at their daily cap could fill the database
	}
	writes, err := r.writes(books)
	if err != nil {
		return r, err
	}
	if _, err := s.nk.StorageWrite(ctx, writes); err != nil {
		return r, fmt.Errorf("write result: %w", err)
	}
	return r, nil
}
