package results

import (
	"context"

	"sagishi/internal/platform/storage"
)

// weeklyScores has a player's scores on the boards. A board in it means that a
// game was counted there.
type weeklyScores struct {
	Boards map[string]boardScore `json:"boards"`
	// Others has the scores in the week that was counted before that one: while a server
	// whose clock is ahead counts in the next week already, another still counts in this.
	Others map[string]boardScore `json:"others,omitempty"`
}

// boardScore is a player's points on one board in one week.
type boardScore struct {
	Expiry int64 `json:"week"` // the end of the week, unix seconds
	Points int64 `json:"points"`
}

func weeklyRef(user string) storage.Ref {
	return storage.Ref{Collection: storage.Stats, Key: "week", UserID: user}
}

// on returns the points on a board in the week with that expiry, and whether a
// game was counted there.
func (w weeklyScores) on(board string, expiry int64) (points int64, counted bool) {
	for _, scores := range []map[string]boardScore{w.Boards, w.Others} {
		if score, counted := scores[board]; counted && score.Expiry == expiry {
			return score.Points, true
		}
	}
	return 0, false
}

// add adds points to a board's score in the week with that expiry.
func (w *weeklyScores) add(board string, points, expiry int64) boardUpdate {
	total, _ := w.on(board, expiry)
	total += points
	last, exists := w.Boards[board]
	if exists && last.Expiry != expiry {
		setScore(&w.Others, board, last)
	}
	setScore(&w.Boards, board, boardScore{Expiry: expiry, Points: total})
	return boardUpdate{Board: board, Points: points, Total: total, Expiry: expiry}
}

func setScore(scores *map[string]boardScore, board string, score boardScore) {
	if *scores == nil {
		*scores = map[string]boardScore{}
	}
	(*scores)[board] = score
}

// currentScore returns a player's points on a board in the running week, and
// whether a game was counted there.
func (s *Service) currentScore(ctx context.Context, userID, board string) (points int64, counted bool, err error) {
	weekly, err := storage.Read[weeklyScores](ctx, s.nk, weeklyRef(userID))
	if err != nil {
		return 0, false, err
	}
	week, err := s.currentWeek(ctx)
	if err != nil {
		return 0, false, err
	}
	points, counted = weekly.Value.on(board, week.expiries[board])
	return points, counted, nil
}

// CountedOn reports whether a game of the player has been counted on the board
// in the running week. Its errors are internal.
func (s *Service) CountedOn(ctx context.Context, userID, board string) (bool, error) {
	_, counted, err := s.currentScore(ctx, userID, board)
	return counted, err
}
