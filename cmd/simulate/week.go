package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/leaderboards"
	"sagishi/tournaments"
)

// printBoards prints the leaderboards and the tournament as a client reads them.
func (s *simulation) printBoards() error {
	s.heading("The boards of the week")
	session, limit := s.host().session, wrapperspb.Int32(10)
	for _, board := range leaderboards.Table() {
		list, err := session.ListLeaderboard(&api.ListLeaderboardRecordsRequest{LeaderboardId: board.ID, Limit: limit})
		if err != nil {
			return fmt.Errorf("list %s: %w", board.ID, err)
		}
		s.printRecords("leaderboard", board.ID, list.GetRecords())
	}
	id := tournaments.WeeklyTopDetective
	list, err := session.ListTournament(&api.ListTournamentRecordsRequest{TournamentId: id, Limit: limit})
	if err != nil {
		return fmt.Errorf("list %s: %w", id, err)
	}
	s.printRecords("tournament", id, list.GetRecords())
	return nil
}

func (s *simulation) printRecords(kind, id string, records []*api.LeaderboardRecord) {
	s.print("%s %s:", kind, id)
	for _, r := range records {
		s.print("  %2d. %s %d", r.GetRank(), r.GetUsername().GetValue(), r.GetScore())
	}
	if len(records) == 0 {
		s.print("      nobody")
	}
}

// endWeek moves the clock past the reset, pays the prizes, and prints what each
// bot has.
func (s *simulation) endWeek() error {
	before := map[string]int64{}
	for _, b := range s.bots {
		before[b.name] = s.coins(b)
	}
	s.heading("A week later: the tournament is over and its winners are paid")
	s.nk.Advance(7 * 24 * time.Hour)
	answer, err := s.nk.ServerRPC("admin_pay_rewards", fmt.Sprintf(`{"tournament_id":%q}`, tournaments.WeeklyTopDetective))
	if err != nil {
		return fmt.Errorf("pay the rewards: %w", err)
	}
	var paid struct {
		Paid  int   `json:"paid"`
		Coins int64 `json:"coins"`
	}
	if err := json.Unmarshal([]byte(answer), &paid); err != nil {
		return fmt.Errorf("read the payment: %w", err)
	}
	s.print("%d players win %d coins in total. Equal scores win equal prizes.", paid.Paid, paid.Coins)
	return s.printWallets(before)
}

func (s *simulation) printWallets(before map[string]int64) error {
	writef(s.out, "\n%-6s %5s %10s %14s %13s %6s %6s  %s\n",
		"player", "games", "crew wins", "imposter wins", "correct votes", "prize", "coins", "notification")
	for _, b := range s.bots {
		stats, err := b.stats()
		if err != nil {
			return err
		}
		notification := "-"
		for _, n := range s.nk.Inbox(b.session.UserID) {
			notification = fmt.Sprintf("code %d: %s", n.GetCode(), n.GetSubject())
		}
		writef(s.out, "%-6s %5d %10d %14d %13d %6d %6d  %s\n", b.name, stats.Games, stats.CrewWins, stats.ImposterWins,
			stats.CorrectVotes, s.coins(b)-before[b.name], s.coins(b), notification)
	}
	return nil
}

// stats is the part of a player's statistics that is printed.
type stats struct {
	Games        int64 `json:"games"`
	CrewWins     int64 `json:"crew_wins"`
	ImposterWins int64 `json:"imposter_wins"`
	CorrectVotes int64 `json:"correct_votes"`
}

// stats reads the player's statistics as a client does.
func (b *bot) stats() (s stats, err error) {
	objects, err := b.session.ReadStorage(&api.ReadStorageObjectId{Collection: "stats", Key: "lifetime", UserId: b.id()})
	if err != nil || len(objects) == 0 {
		return s, err
	}
	if err := json.Unmarshal([]byte(objects[0].GetValue()), &s); err != nil {
		return s, fmt.Errorf("read the statistics of %s: %w", b.name, err)
	}
	return s, nil
}
