package leaderboards

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/storage"
)

// The limits of what a client may submit where clients keep the scores.
const (
	maxSubscore = 1_000_000
	maxMetadata = 1024 // bytes
	pause       = time.Minute
)

// Nakama is what deciding about scores needs of the server.
type Nakama interface {
	storage.Reader
	StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error)
	LeaderboardRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, nextCursor, prevCursor string, err error)
	TournamentRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error)
}

// Counts tells for whom the server has counted games.
type Counts interface {
	// CountedOn reports whether a game of the player has been counted on the
	// board in the running period.
	CountedOn(ctx context.Context, userID, board string) (bool, error)
}

// Options are the choices of Scores.
type Options struct {
	ClientScores   bool     // clients keep the scores, and the server writes none
	Tournaments []string // ids of the server's tournaments
}

// Scores decides which scores clients may submit.
type Scores struct {
	nk      Nakama
	counts  Counts
	options Options
	now     func() time.Time
}

// NewScores makes the judge of clients' scores.
func NewScores(nk Nakama, counts Counts, options Options, now func() time.Time) *Scores {
	return &Scores{nk: nk, counts: counts, options: options, now: now}
}

// CheckLeaderboard decides about a client's submission to a leaderboard. Where
// the server keeps the scores it turns an accepted one into a write of nothing,
// which Nakama answers with the player's present record.
//
// A board that is none of the plugin's is another module's business. Nakama
// would also write into a tournament here, past its rules, so that is refused.
func (s *Scores) CheckLeaderboard(ctx context.Context, caller callback.Caller, r *api.WriteLeaderboardRecordRequest) error {
	if s.isTournament(r.GetLeaderboardId()) {
		return apierr.Denied("%s is a tournament: submit to it as to a tournament", r.GetLeaderboardId())
	}
	if !Known(r.GetLeaderboardId()) {
		return nil
	}
	if r.GetRecord() == nil {
		return apierr.Invalid("record: missing")
	}
	attempt := submission{
		board: r.GetLeaderboardId(), score: r.GetRecord().GetScore(), subscore: r.GetRecord().GetSubscore(),
		metadata: r.GetRecord().GetMetadata(), operator: r.GetRecord().GetOperator(),
	}
	if err := s.check(ctx, caller, attempt); err != nil {
		return err
	}
	if !s.options.ClientScores {
		r.Record = &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{}
	}
	return nil
}

// CheckTournament decides about a client's submission to a tournament, in the
// same way.
func (s *Scores) CheckTournament(ctx context.Context, caller callback.Caller, r *api.WriteTournamentRecordRequest) error {
	if !s.isTournament(r.GetTournamentId()) {
		return nil
	}
	if r.GetRecord() == nil {
		return apierr.Invalid("record: missing")
	}
	attempt := submission{
		board: r.GetTournamentId(), tournament: true,
		score: r.GetRecord().GetScore(), subscore: r.GetRecord().GetSubscore(),
		metadata: r.GetRecord().GetMetadata(), operator: r.GetRecord().GetOperator(),
	}
	if err := s.check(ctx, caller, attempt); err != nil {
		return err
	}
	if !s.options.ClientScores {
		r.Record = &api.WriteTournamentRecordRequest_TournamentRecordWrite{}
	}
	return nil
}

func (s *Scores) isTournament(id string) bool {
	return slices.Contains(s.options.Tournaments, id)
}

// submission is what both requests have in common.
type submission struct {
	board           string
	tournament      bool
	score, subscore int64
	metadata        string
	operator        api.Operator
}

func (s *Scores) check(ctx context.Context, caller callback.Caller, a submission) error {
	if a.operator != api.Operator_NO_OVERRIDE {
		return apierr.Denied("operator: the operator of %s cannot be overridden", a.board)
	}
	if s.options.ClientScores {
		return s.checkTrusted(ctx, caller, a)
	}
	if a.score != 0 && a.score != 1 {
		return apierr.Denied("score: the server counts games on %s, a client may only ask for its record with score 0 or 1", a.board)
	}
	counted, err := s.counted(ctx, caller.UserID, a)
	if err != nil {
		return err
	}
	if !counted {
		return apierr.Denied("score: the server has not counted a game of yours on %s in this period; games count when they finish in a ranked match", a.board)
	}
	return nil
}

// counted also asks for the record itself: writing nothing where there is none
// would create one.
func (s *Scores) counted(ctx context.Context, userID string, a submission) (bool, error) {
	counted, err := s.counts.CountedOn(ctx, userID, a.board)
	if err != nil || !counted {
		return false, err
	}
	return s.listed(ctx, userID, a)
}

// listed reports whether the player has a record in the running period. In a
// tournament, joining makes one.
func (s *Scores) listed(ctx context.Context, userID string, a submission) (bool, error) {
	list := s.nk.LeaderboardRecordsList
	if a.tournament {
		list = s.nk.TournamentRecordsList
	}
	_, own, _, _, err := list(ctx, a.board, []string{userID}, 1, "", 0)
	if err != nil {
		return false, fmt.Errorf("read record of %s on %s: %w", userID, a.board, err)
	}
	return len(own) > 0, nil
}

// last is when a player last submitted to a board.
type last struct {
	At int64 `json:"at"` // unix seconds
}

// checkTrusted limits a client whose scores are taken as they are. The pause
// between two is kept in storage, so that it holds on every server.
func (s *Scores) checkTrusted(ctx context.Context, caller callback.Caller, a submission) error {
	if err := a.limits(); err != nil {
		return err
	}
	if a.tournament {
		// Nakama would say so as well, but the minute would be spent.
		joined, err := s.listed(ctx, caller.UserID, a)
		if err != nil {
			return err
		}
		if !joined {
			return apierr.Precondition("join %s before submitting a score", a.board)
		}
	}
	ref := storage.Ref{Collection: storage.Receipts, Key: "score:" + a.board, UserID: caller.UserID}
	record, err := storage.Read[last](ctx, s.nk, ref)
	if err != nil {
		return err
	}
	now := s.now()
	if wait := time.Unix(record.Value.At, 0).Add(pause).Sub(now); wait > 0 {
		return apierr.Exhausted("score: one a minute on %s, try again in %d seconds", a.board, int((wait+time.Second-1)/time.Second))
	}
	write, err := storage.Write(ref, last{At: now.Unix()}, record.Version, storage.ReadNone)
	if err != nil {
		return err
	}
	_, err = s.nk.StorageWrite(ctx, []*runtime.StorageWrite{write})
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return apierr.Exhausted("score: one a minute on %s, another was just submitted", a.board)
	}
	if err != nil {
		return fmt.Errorf("note submission of %s on %s: %w", caller.UserID, a.board, err)
	}
	return nil
}

func (a submission) limits() error {
	if a.score != 0 && a.score != 1 {
		return apierr.Invalid("score: want 0 or 1")
	}
	if a.subscore < 0 || a.subscore > maxSubscore {
		return apierr.Invalid("subscore: want 0..%d", maxSubscore)
	}
	if len(a.metadata) > maxMetadata {
		return apierr.Exhausted("metadata: want at most %d bytes", maxMetadata)
	}
	if a.metadata == "" {
		return nil
	}
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(a.metadata), &object) != nil || object == nil {
		return apierr.Invalid("metadata: want a JSON object")
	}
	return nil
}
