package lobby

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"sagishi/internal/platform/apierr"
)

const (
	// searchWait is how long a search waits for an earlier one of the same player.
	searchWait = 10 * time.Second
	// recentTime is how long a new lobby may be missing from Nakama's list, which
	// follows in steps of a second.
	recentTime = 3 * time.Second
	// maxRecent limits the recent lobbies that are remembered.
	maxRecent = 100
)

// searches lets one search of a player run at a time, and remembers the lobbies
// that searches on this node have just created.
type searches struct {
	now     func() time.Time
	mu      sync.Mutex
	running map[string]chan struct{} // closed at the end of the search; by user id
	recent  []recentLobby            // the oldest first
}

type recentLobby struct {
	matchID string
	label   Label // as the match had it at first
	expires time.Time
}

// begin waits until the player has no other search. The caller must call end.
//
// Errors: aborted if the other search takes too long.
func (s *searches) begin(ctx context.Context, userID string) (end func(), err error) {
	waiting, cancel := context.WithTimeout(ctx, searchWait)
	defer cancel()
	for {
		done, other := s.tryBegin(userID)
		if !other {
			return func() { s.end(userID, done) }, nil
		}
		select {
		case <-done:
		case <-waiting.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return nil, fmt.Errorf("wait for another search of the player: %w", ctx.Err())
			}
			return nil, apierr.Aborted("another search of yours is still running, try again")
		}
	}
}

// tryBegin starts a search, or returns the player's other one.
func (s *searches) tryBegin(userID string) (done chan struct{}, other bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if done, other = s.running[userID]; !other {
		done = make(chan struct{})
		s.running[userID] = done
	}
	return done, other
}

func (s *searches) end(userID string, done chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.running, userID)
	close(done)
}

// remember adds a lobby that a search has created.
func (s *searches) remember(matchID string, label Label) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropExpired()
	if len(s.recent) < maxRecent {
		s.recent = append(s.recent, recentLobby{matchID, label, s.now().Add(recentTime)})
	}
}

// recentLobbies returns the lobbies that the list may not have yet.
func (s *searches) recentLobbies() []recentLobby {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropExpired()
	return slices.Clone(s.recent)
}

func (s *searches) dropExpired() {
	now := s.now()
	s.recent = slices.DeleteFunc(s.recent, func(r recentLobby) bool { return !now.Before(r.expires) })
}
