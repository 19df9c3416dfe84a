package results

import (
	"context"

	"sagishi/internal/platform/storage"
)

// weeklyScores has a player's scores on the boards. A board in it means that a
// game was counted there.
type weeklyScores struct {
	Boards map[string]boardScore `json:"boards"`
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
	score, counted := w.Boards[board]
	if !counted || score.Expiry != expiry {
		return 0, false
	}
	return score.Points, true
}

// add adds points to a board's score in the week with that expiry.
func (w *weeklyScores) add(board string, points, expiry int64) boardUpdate {
	if w.Boards == nil {
		w.Boards = map[string]boardScore{}
	}
	before, _ := w.on(board, expiry)
	w.Boards[board] = boardScore{Expiry: expiry, Points: before + points}
	return boardUpdate{Board: board, Points: points, Total: before + points, Expiry: expiry}
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
