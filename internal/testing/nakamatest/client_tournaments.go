package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// ListTournaments lists tournaments by category and time.
func (s *Session) ListTournaments(in *api.ListTournamentsRequest) (*api.TournamentList, error) {
	return clientRequest(s, "ListTournaments", in, func(db *database, in *api.ListTournamentsRequest) (*api.TournamentList, error) {
		start, end := orDefault(in.GetCategoryStart(), 0), orDefault(in.GetCategoryEnd(), 127)
		from, to := orDefault(in.GetStartTime(), -1), orDefault(in.GetEndTime(), -1)
		limit := 100
		if in.GetLimit() != nil {
			limit = int(in.GetLimit().GetValue())
		}
		switch {
		case end >= 128:
			return nil, errInvalid("Tournament category end must be >=0 and <128.")
		case end < start:
			return nil, errInvalid("Tournament category end must be greater than category start.")
		case in.GetEndTime() != nil && to != 0 && to < from:
			return nil, errInvalid("Tournament end time must be greater than start time.")
		case limit < 1 || limit > 100:
			return nil, errInvalid("Limit must be between 1 and 100.")
		}
		return db.listTournaments(tournamentFilter{start, end, from, to}, limit, in.GetCursor())
	})
}

func orDefault(value *wrapperspb.UInt32Value, standard int) int {
	if value == nil {
		return standard
	}
	return int(value.GetValue())
}

// aroundRequest is a request for the records around one of them.
type aroundRequest interface {
	GetLimit() *wrapperspb.UInt32Value
	GetOwnerId() string
	GetCursor() string
	GetExpiry() *wrapperspb.Int64Value
}

// around lists the records around the owner's.
func (db *database) around(b *board, in aroundRequest) (page recordPage, err error) {
	limit := orDefault(in.GetLimit(), 1)
	switch {
	case limit < 1 || limit > 100:
		return page, errInvalid("Invalid limit - limit must be between 1 and 100.")
	case in.GetOwnerId() == "":
		return page, errInvalid("Owner ID must be provided for a haystack query.")
	case !isID(in.GetOwnerId()):
		return page, errInvalid("Invalid owner ID provided.")
	}
	return db.haystack(b, in.GetOwnerId(), limit, in.GetCursor(), in.GetExpiry().GetValue())
}

// ListLeaderboardAround lists the records of a leaderboard around the owner's.
func (s *Session) ListLeaderboardAround(in *api.ListLeaderboardRecordsAroundOwnerRequest) (*api.LeaderboardRecordList, error) {
	return clientRequest(s, "ListLeaderboardRecordsAroundOwner", in, func(db *database, in *api.ListLeaderboardRecordsAroundOwnerRequest) (*api.LeaderboardRecordList, error) {
		b, err := db.findBoard(in.GetLeaderboardId())
		if err != nil {
			return nil, err
		}
		page, err := db.around(b, in)
		return &api.LeaderboardRecordList{Records: page.records, NextCursor: page.next, PrevCursor: page.prev, RankCount: page.count}, err
	})
}

// ListTournamentAround lists the records of a tournament around the owner's.
func (s *Session) ListTournamentAround(in *api.ListTournamentRecordsAroundOwnerRequest) (*api.TournamentRecordList, error) {
	return clientRequest(s, "ListTournamentRecordsAroundOwner", in, func(db *database, in *api.ListTournamentRecordsAroundOwnerRequest) (*api.TournamentRecordList, error) {
		b, err := db.findTournament(in.GetTournamentId())
		if err != nil {
			return nil, err
		}
		page, err := db.around(b, in)
		return &api.TournamentRecordList{Records: page.records, NextCursor: page.next, PrevCursor: page.next, RankCount: page.count}, err
	})
}
