package results

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/leaderboards"
	"sagishi/tournaments"
)

// moment is what a game needs to know of the time at which it is counted.
type moment struct {
	at         int64            // unix seconds
	day        string           // UTC
	weeks      map[string]int64 // the expiry of the running week, by board
	open       bool             // votes count in the tournament now
	detectives map[string]int64 // the scores of those who have joined it
}

func (s *Service) moment(ctx context.Context, g Game) (moment, error) {
	now := s.now()
	m := moment{at: now.Unix(), day: now.UTC().Format(time.DateOnly)}
	var err error
	if m.detectives, err = s.detectives(ctx, g.users()); err != nil || s.options.ByClients {
		return m, err
	}
	m.weeks, m.open, err = s.weeks(ctx)
	return m, err
}

// weeks are the expiries of the boards' running weeks, as Nakama has them:
// a board that exists keeps its schedule even if the configuration has another
// one. It also tells whether the tournament is open.
func (s *Service) weeks(ctx context.Context) (map[string]int64, bool, error) {
	boards, err := s.nk.LeaderboardsGetId(ctx, []string{leaderboards.WeeklyImposterWins, leaderboards.WeeklyCrewWins})
	if err != nil {
		return nil, false, fmt.Errorf("read leaderboards: %w", err)
	}
	weeks := make(map[string]int64, len(boards)+1)
	for _, b := range boards {
		weeks[b.GetId()] = int64(b.GetNextReset())
	}
	existing, err := s.nk.TournamentsGetId(ctx, []string{tournaments.WeeklyTopDetective})
	if err != nil {
		return nil, false, fmt.Errorf("read tournament: %w", err)
	}
	open := false
	for _, t := range existing {
		now := s.now().Unix()
		weeks[t.GetId()] = int64(t.GetNextReset())
		open = int64(t.GetStartActive()) <= now && now < int64(t.GetEndActive())
	}
	return weeks, open, nil
}

// detectives are those of the users who have joined the tournament, with their
// scores. Nakama does not report a connection that breaks within a list, and
// who is missing by mistake would lose votes: it asks twice for the missing.
func (s *Service) detectives(ctx context.Context, users []string) (map[string]int64, error) {
	scores := map[string]int64{}
	for range 2 {
		records, err := s.records(ctx, tournaments.WeeklyTopDetective, users, 0)
		if err != nil {
			return nil, err
		}
		for user, record := range records {
			scores[user] = record.GetScore()
		}
		if users = missing(users, scores); len(users) == 0 {
			break
		}
	}
	return scores, nil
}

// records are the users' records on a board, by user; expiry 0 means those of
// the running week.
func (s *Service) records(ctx context.Context, board string, users []string, expiry int64) (map[string]*api.LeaderboardRecord, error) {
	list := s.nk.LeaderboardRecordsList
	if board == tournaments.WeeklyTopDetective {
		list = s.nk.TournamentRecordsList
	}
	_, own, _, _, err := list(ctx, board, users, 1, "", expiry)
	if errors.Is(err, runtime.ErrTournamentOutsideDuration) || errors.Is(err, runtime.ErrTournamentNotFound) {
		return map[string]*api.LeaderboardRecord{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read records of %s: %w", board, err)
	}
	records := make(map[string]*api.LeaderboardRecord, len(own))
	for _, record := range own {
		records[record.GetOwnerId()] = record
	}
	return records, nil
}

// exist tells which of the users have an account. It asks twice for those who
// seem to have none.
func (s *Service) exist(ctx context.Context, users []string) (map[string]bool, error) {
	exists := make(map[string]bool, len(users))
	for range 2 {
		found, err := s.nk.UsersGetId(ctx, users, nil)
		if err != nil {
			return nil, fmt.Errorf("look up players: %w", err)
		}
		for _, user := range found {
			exists[user.GetId()] = true
		}
		if users = missing(users, exists); len(users) == 0 {
			break
		}
	}
	return exists, nil
}

func missing[T any](users []string, found map[string]T) []string {
	var rest []string
	for _, user := range users {
		if _, ok := found[user]; !ok {
			rest = append(rest, user)
		}
	}
	return rest
}
