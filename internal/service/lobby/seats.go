package lobby

import (
	"context"
	"sync"

	"sagishi/internal/platform/apierr"
)

// seatIndex remembers in which match each player has a seat. The matches fill it,
// and they alone know for sure: before an entry has consequences, its match is
// asked. A node knows the seats of its own matches.
type seatIndex struct {
	mu      sync.Mutex
	matches map[string]string // match id by user id
}

// TakeSeat records that a player has a seat in a match, or is about to. It
// returns false, and records nothing, if the player has one in another match.
// It does not block, so a match may call it.
func (s *Service) TakeSeat(userID, matchID string) bool {
	s.seats.mu.Lock()
	defer s.seats.mu.Unlock()
	if other, found := s.seats.matches[userID]; found {
		return other == matchID
	}
	s.seats.matches[userID] = matchID
	return true
}

// ReleaseSeat records that a player has no seat in a match any more. It does not
// block.
func (s *Service) ReleaseSeat(userID, matchID string) {
	s.seats.mu.Lock()
	defer s.seats.mu.Unlock()
	if s.seats.matches[userID] == matchID {
		delete(s.seats.matches, userID)
	}
}

func (s *Service) seatOf(userID string) string {
	s.seats.mu.Lock()
	defer s.seats.mu.Unlock()
	return s.seats.matches[userID]
}

// PrepareJoin gives up the player's seat in another match before the player joins
// this one, since a player has one seat at a time. A seat is not given up for a
// match that would refuse the player.
//
// Errors: failed precondition if the player is alive in a game that runs, aborted
// if a match is busy.
func (s *Service) PrepareJoin(ctx context.Context, userID, matchID string, metadata map[string]string) error {
	other := s.seatOf(userID)
	matchID, valid := ParseMatchID(matchID)
	if other == "" || !valid || other == matchID {
		return nil
	}
	joined, err := s.askJoin(ctx, matchID, userID, metadata)
	if apierr.CodeOf(err) == apierr.CodeNotFound || joined.Reason != "" {
		return nil // the join itself is refused, and says why
	}
	if err != nil {
		return err
	}
	left, err := s.askLeave(ctx, other, userID)
	if apierr.CodeOf(err) == apierr.CodeNotFound {
		s.ReleaseSeat(userID, other) // the match ended without releasing it
		return nil
	}
	if left.Playing {
		return apierr.Precondition("you are alive in the running match %s: join it again, or leave it first", other)
	}
	return err
}
