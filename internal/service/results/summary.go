package results

import (
	"context"

	"sagishi/tournaments"
)

// PlayerSummary tells one player what a game brought. It is the payload of op
// 111.
type PlayerSummary struct {
	Game        string     `json:"game"`
	Counted     bool       `json:"counted"`
	Reason      string     `json:"why,omitempty"` // why the game does not count
	Leaderboard string     `json:"leaderboard"`   // "" for losers and uncounted games
	Score       int64      `json:"score"`
	Tournament  Tournament `json:"tournament"`
}

// Tournament is the part of a summary about the running tournament.
type Tournament struct {
	ID           string `json:"id"`
	Joined       bool   `json:"joined"`
	CorrectVotes int    `json:"correct_votes"`
	Score        int64  `json:"score"`
}

// summaries returns the result for each player, by user id.
func (r result) summaries() map[string]PlayerSummary {
	summaries := make(map[string]PlayerSummary, len(r.Players))
	for i, p := range r.Players {
		summary := PlayerSummary{
			Game: r.Game.ID, Counted: p.Counted, Reason: p.Reason,
			Tournament: Tournament{ID: tournaments.WeeklyTopDetective, Joined: p.Joined, Score: p.Score},
		}
		if p.Counted {
			summary.Tournament.CorrectVotes = int(r.Game.Players[i].tournamentVotes())
		}
		for _, u := range p.Updates {
			if u.tournament() {
				summary.Tournament.Score = u.Total
				continue
			}
			summary.Leaderboard, summary.Score = u.Board, u.Total
		}
		summaries[p.UserID] = summary
	}
	return summaries
}

// uncounted are the summaries of a game that does not count for anyone. They
// include the tournament scores if these can be read.
func (s *Service) uncounted(ctx context.Context, g Game, reason string) map[string]PlayerSummary {
	scores, err := s.tournamentScores(ctx, g.userIDs())
	if err != nil {
		s.logger.WithField("game", g.ID).Warn("results of an uncounted game lack tournament scores: %v", err)
	}
	r := result{Game: g}
	for _, id := range g.userIDs() {
		score, joined := scores[id]
		r.Players = append(r.Players, playerResult{UserID: id, Reason: reason, Joined: joined, Score: score})
	}
	return r.summaries()
}
