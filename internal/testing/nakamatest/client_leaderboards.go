package nakamatest

import (
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

const codePrecondition = 9

// scoreWrite is the score in a client's request for a leaderboard or a tournament.
type scoreWrite interface {
	comparable
	GetScore() int64
	GetSubscore() int64
	GetMetadata() string
	GetOperator() api.Operator
}

// submissionOf checks the score of a client and builds its submission.
func submissionOf[W scoreWrite](s *Session, score W) (submission, error) {
	var missing W
	if score == missing {
		return submission{}, errInvalid("Invalid input, record score value is required.")
	}
	out := submission{
		caller: s.UserID, owner: s.UserID, username: s.Username,
		score: score.GetScore(), subscore: score.GetSubscore(), operator: score.GetOperator(),
	}
	if score.GetMetadata() == "" {
		return out, nil
	}
	text, ok := normalize(score.GetMetadata())
	if !ok {
		return out, errInvalid("Metadata value must be JSON, if provided.")
	}
	out.metadata = text
	return out, nil
}

// WriteLeaderboard submits a score.
func (s *Session) WriteLeaderboard(in *api.WriteLeaderboardRecordRequest) (*api.LeaderboardRecord, error) {
	return clientRequest(s, "WriteLeaderboardRecord", in, func(db *database, in *api.WriteLeaderboardRecordRequest) (*api.LeaderboardRecord, error) {
		if in.GetLeaderboardId() == "" {
			return nil, errInvalid("Invalid leaderboard ID.")
		}
		out, err := submissionOf(s, in.GetRecord())
		if err != nil {
			return nil, err
		}
		return db.writeLeaderboard(in.GetLeaderboardId(), out)
	})
}

// WriteTournament submits a score.
func (s *Session) WriteTournament(in *api.WriteTournamentRecordRequest) (*api.LeaderboardRecord, error) {
	return clientRequest(s, "WriteTournamentRecord", in, func(db *database, in *api.WriteTournamentRecordRequest) (*api.LeaderboardRecord, error) {
		if in.GetTournamentId() == "" {
			return nil, errInvalid("Tournament ID must be provided.")
		}
		out, err := submissionOf(s, in.GetRecord())
		if err != nil {
			return nil, err
		}
		record, err := db.writeTournament(in.GetTournamentId(), out)
		if err != nil {
			return nil, tournamentRefusal(err)
		}
		return record, nil
	})
}

func tournamentRefusal(err error) error {
	switch {
	case errors.Is(err, runtime.ErrTournamentMaxSizeReached):
		return runtime.NewError("Tournament has reached max size.", codePrecondition)
	case errors.Is(err, runtime.ErrTournamentWriteMaxNumScoreReached):
		return runtime.NewError("Reached allowed max number of score attempts.", codePrecondition)
	case errors.Is(err, runtime.ErrTournamentWriteJoinRequired):
		return runtime.NewError("Must join tournament before attempting to write value.", codePrecondition)
	case errors.Is(err, runtime.ErrTournamentOutsideDuration):
		return runtime.NewError("Tournament is not active and cannot accept new scores.", codePrecondition)
	default:
		return err
	}
}

// DeleteLeaderboardRecord deletes the client's own record.
func (s *Session) DeleteLeaderboardRecord(id string) error {
	return s.deleteLeaderboardRecord(&api.DeleteLeaderboardRecordRequest{LeaderboardId: id})
}

func (s *Session) deleteLeaderboardRecord(in *api.DeleteLeaderboardRecordRequest) error {
	return clientCommand(s, "DeleteLeaderboardRecord", in, func(db *database, in *api.DeleteLeaderboardRecordRequest) error {
		return db.deleteLeaderboardRecord(in.GetLeaderboardId(), s.UserID, s.UserID)
	})
}

// DeleteTournamentRecord deletes the client's own record.
func (s *Session) DeleteTournamentRecord(id string) error {
	return s.deleteTournamentRecord(&api.DeleteTournamentRecordRequest{TournamentId: id})
}

func (s *Session) deleteTournamentRecord(in *api.DeleteTournamentRecordRequest) error {
	return clientCommand(s, "DeleteTournamentRecord", in, func(db *database, in *api.DeleteTournamentRecordRequest) error {
		return db.deleteTournamentRecord(in.GetTournamentId(), s.UserID, s.UserID)
	})
}

// JoinTournament joins a tournament.
func (s *Session) JoinTournament(id string) error {
	return s.joinTournament(&api.JoinTournamentRequest{TournamentId: id})
}

func (s *Session) joinTournament(in *api.JoinTournamentRequest) error {
	return clientCommand(s, "JoinTournament", in, func(db *database, in *api.JoinTournamentRequest) error {
		return db.joinTournament(in.GetTournamentId(), s.UserID, s.Username)
	})
}

// ListLeaderboard lists records.
func (s *Session) ListLeaderboard(in *api.ListLeaderboardRecordsRequest) (*api.LeaderboardRecordList, error) {
	return clientRequest(s, "ListLeaderboardRecords", in, func(db *database, in *api.ListLeaderboardRecordsRequest) (*api.LeaderboardRecordList, error) {
		b, err := db.findBoard(in.GetLeaderboardId())
		if err != nil {
			return nil, err
		}
		page, err := db.listRecords(b, in.GetOwnerIds(), limitOf(in.GetLimit(), len(in.GetOwnerIds())), in.GetCursor(), in.GetExpiry().GetValue())
		return &api.LeaderboardRecordList{
			Records: page.records, OwnerRecords: page.owners, NextCursor: page.next, PrevCursor: page.prev, RankCount: page.count,
		}, err
	})
}

// ListTournament lists records.
func (s *Session) ListTournament(in *api.ListTournamentRecordsRequest) (*api.TournamentRecordList, error) {
	return clientRequest(s, "ListTournamentRecords", in, func(db *database, in *api.ListTournamentRecordsRequest) (*api.TournamentRecordList, error) {
		page, err := db.listTournament(in.GetTournamentId(), in.GetOwnerIds(), limitOf(in.GetLimit(), len(in.GetOwnerIds())), in.GetCursor(), in.GetExpiry().GetValue())
		return &api.TournamentRecordList{
			Records: page.records, OwnerRecords: page.owners, NextCursor: page.next, PrevCursor: page.prev, RankCount: page.count,
		}, err
	})
}

// limitOf returns the page length. Without a limit it is one record, or none if
// the request names owners.
func limitOf(limit *wrapperspb.Int32Value, owners int) int {
	switch {
	case limit != nil:
		return int(limit.GetValue())
	case owners > 0:
		return 0
	default:
		return 1
	}
}
