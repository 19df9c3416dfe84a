package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/shortread"
	"sagishi/leaderboards"
	"sagishi/tournaments"
)

// week is the running week of the boards.
type week struct {
	expiries       map[string]int64 // its end by board, unix seconds
	tournamentOpen bool             // votes count in the tournament now
}

// periodSnapshot is the state of the boards at the time a game is counted.
type periodSnapshot struct {
	week

	at               int64            // unix seconds
	day              string           // UTC
	tournamentScores map[string]int64 // by player; only those who have joined
}

func (s *Service) snapshot(ctx context.Context, g Game) (periodSnapshot, error) {
	now := s.now()
	period := periodSnapshot{at: now.Unix(), day: now.UTC().Format(time.DateOnly)}
	var err error
	if period.tournamentScores, err = s.tournamentScores(ctx, g.userIDs()); err != nil || s.options.ClientScores {
		return period, err
	}
	period.week, err = s.currentWeek(ctx)
	return period, err
}

// currentWeek reads the running week from Nakama: a board that exists keeps its
// schedule even if the configuration has another one.
func (s *Service) currentWeek(ctx context.Context) (week, error) {
	boards, err := s.nk.LeaderboardsGetId(ctx, leaderboards.IDs())
	if err != nil {
		return week{}, fmt.Errorf("read leaderboards: %w", err)
	}
	current := week{expiries: make(map[string]int64, len(boards)+1)}
	for _, b := range boards {
		current.expiries[b.GetId()] = int64(b.GetNextReset())
	}
	existing, err := s.nk.TournamentsGetId(ctx, []string{tournaments.WeeklyTopDetective})
	if err != nil {
		return week{}, fmt.Errorf("read tournament: %w", err)
	}
	now := s.now().Unix()
	for _, t := range existing {
		current.expiries[t.GetId()] = int64(t.GetNextReset())
		current.tournamentOpen = int64(t.GetStartActive()) <= now && now < int64(t.GetEndActive())
	}
	return current, nil
}

// tournamentScores are the scores of the users who have joined the tournament.
func (s *Service) tournamentScores(ctx context.Context, users []string) (map[string]int64, error) {
	records, err := s.records(ctx, tournaments.WeeklyTopDetective, users, 0)
	scores := make(map[string]int64, len(records))
	for user, record := range records {
		scores[user] = record.GetScore()
	}
	return scores, err
}

// record is a user's record on a board, or nil; expiry 0 means the running week.
func (s *Service) record(ctx context.Context, board, user string, expiry int64) (*api.LeaderboardRecord, error) {
	records, err := s.records(ctx, board, []string{user}, expiry)
	return records[user], err
}

// records are the users' records on a board, by user; expiry 0 means those of
// the running week.
func (s *Service) records(ctx context.Context, board string, users []string, expiry int64) (map[string]*api.LeaderboardRecord, error) {
	list := s.nk.LeaderboardRecordsList
	if board == tournaments.WeeklyTopDetective {
		list = s.nk.TournamentRecordsList
	}
	return shortread.Find(users, func(users []string) (map[string]*api.LeaderboardRecord, error) {
		_, own, _, _, err := list(ctx, board, users, 1, "", expiry)
		if errors.Is(err, runtime.ErrTournamentOutsideDuration) || errors.Is(err, runtime.ErrTournamentNotFound) {
			return nil, nil // nobody has a record there
		}
		if err != nil {
			return nil, fmt.Errorf("read records of %s: %w", board, err)
		}
		records := make(map[string]*api.LeaderboardRecord, len(own))
		for _, record := range own {
			records[record.GetOwnerId()] = record
		}
		return records, nil
	})
}
