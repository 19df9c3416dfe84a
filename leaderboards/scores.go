package leaderboards

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// Nakama is the part of the server that decisions about scores use.
type Nakama interface {
	storage.ReadWriter
	shortread.UserReader
	LeaderboardRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, nextCursor, prevCursor string, err error)
	TournamentRecordsList(
		ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
	) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error)
	TournamentRecordWrite(
		ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, overrideOperator *int,
	) (*api.LeaderboardRecord, error)
}

// Counts knows for which players the server has counted games.
type Counts interface {
	// CountedOn reports whether a game of the player has been counted on the
	// board in the running period.
	CountedOn(ctx context.Context, userID, board string) (bool, error)
}

// Options are the choices of Scores.
type Options struct {
	ClientScores bool     // clients keep the scores, and the server writes none
	Tournaments  []string // ids of the server's tournaments
}

// Scores decides which scores clients may submit.
type Scores struct {
	nk      Nakama
	counts  Counts
	options Options
	now     func() time.Time
}

// NewScores makes the checks of clients' scores.
func NewScores(nk Nakama, counts Counts, options Options, now func() time.Time) *Scores {
	return &Scores{nk: nk, counts: counts, options: options, now: now}
}

// CheckLeaderboard checks a client's submission to a leaderboard. If the server
// keeps the scores, an accepted submission becomes a write that changes nothing,
// and Nakama answers with the player's present record.
//
// Boards of other modules are not checked. Nakama would also write into a
// tournament here, past its rules, so that is refused.
//
// Errors: permission denied for a score, operator or board that clients may not
// submit, invalid argument for a malformed submission; if clients keep the scores
// also resource exhausted for submissions that are too large or come too often.
func (s *Scores) CheckLeaderboard(ctx context.Context, caller callback.Caller, r *api.WriteLeaderboardRecordRequest) error {
	if s.isTournament(r.GetLeaderboardId()) {
		return apierr.Denied("%s is a tournament: submit to it as to a tournament", r.GetLeaderboardId())
	}
	if !Known(r.GetLeaderboardId()) {
		return nil
	}
	if r.GetRecord() == nil {
		return errNoRecord()
	}
	err := s.check(ctx, caller, submission{content: r.GetRecord(), board: r.GetLeaderboardId()})
	if err == nil && !s.options.ClientScores {
		r.Record = &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{}
	}
	return err
}

// CheckTournament checks a client's submission to a tournament in the same way.
// If clients keep the scores, a player who has not joined gets failed
// precondition.
func (s *Scores) CheckTournament(ctx context.Context, caller callback.Caller, r *api.WriteTournamentRecordRequest) error {
	if !s.isTournament(r.GetTournamentId()) {
		return nil
	}
	if r.GetRecord() == nil {
		return errNoRecord()
	}
	err := s.check(ctx, caller, submission{content: r.GetRecord(), board: r.GetTournamentId(), tournament: true})
	if err == nil && !s.options.ClientScores {
		r.Record = &api.WriteTournamentRecordRequest_TournamentRecordWrite{}
	}
	return err
}

func errNoRecord() error { return apierr.Invalid("record: missing") }

func (s *Scores) isTournament(id string) bool {
	return slices.Contains(s.options.Tournaments, id)
}

// submission is the common part of both requests.
type submission struct {
	content interface {
		GetScore() int64
		GetSubscore() int64
		GetMetadata() string
		GetOperator() api.Operator
	}
	board      string
	tournament bool
}

func (s *Scores) check(ctx context.Context, caller callback.Caller, sub submission) error {
	if sub.content.GetOperator() != api.Operator_NO_OVERRIDE {
		return apierr.Denied("operator: the operator of %s cannot be overridden", sub.board)
	}
	if s.options.ClientScores {
		return s.checkClientScore(ctx, caller, sub)
	}
	if !sub.scoreValid() {
		return apierr.Denied("score: the server counts games on %s, a client may only ask for its record with score 0 or 1", sub.board)
	}
	counted, err := s.counts.CountedOn(ctx, caller.UserID, sub.board)
	if err == nil && counted {
		// Writing nothing would create a record if there is none.
		counted, err = s.hasRecord(ctx, caller.UserID, sub)
	}
	if err == nil && !counted {
		err = apierr.Denied("score: the server has not counted a game of yours on %s in this period; games count when they finish in a ranked match", sub.board)
	}
	return err
}

func (sub submission) scoreValid() bool {
	return sub.content.GetScore() == 0 || sub.content.GetScore() == 1
}

// hasRecord reports whether the player has a record in the running period.
// Joining a tournament creates one.
func (s *Scores) hasRecord(ctx context.Context, userID string, sub submission) (bool, error) {
	record, err := s.record(ctx, userID, sub)
	return record != nil, err
}

// record returns the player's record in the running period, or nil.
func (s *Scores) record(ctx context.Context, userID string, sub submission) (*api.LeaderboardRecord, error) {
	list := s.nk.LeaderboardRecordsList
	if sub.tournament {
		list = s.nk.TournamentRecordsList
	}
	_, own, _, _, err := list(ctx, sub.board, []string{userID}, 1, "", 0)
	if err != nil {
		return nil, fmt.Errorf("read record of %s on %s: %w", userID, sub.board, err)
	}
	var record *api.LeaderboardRecord
	if len(own) > 0 {
		record = own[0]
	}
	return record, nil
}
