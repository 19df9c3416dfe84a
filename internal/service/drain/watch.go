package drain

import (
	"context"
	"time"
)

const (
	// watchInterval is how often the matches are counted while draining. It is
	// longer than the second by which Nakama's list may be late.
	watchInterval = 2 * time.Second
	// emptyLists is how many times in a row the list must be empty.
	emptyLists = 2
)

// Watch looks once whether a drained server is empty, and says so in the log. It
// returns when to look again: the zero time if the server is not drained.
func (s *Service) Watch(ctx context.Context) (next time.Time, err error) {
	if !s.On() {
		return time.Time{}, nil
	}
	left, err := s.matches(ctx, 1)
	if err != nil {
		return time.Time{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if left > 0 {
		s.empty = 0
	} else {
		s.empty++
	}
	if s.empty == emptyLists && s.On() {
		s.logger.WithField("reason", s.reason).Info("drained: no matches left, after %s", s.now().Sub(s.since).Round(time.Second))
	}
	return s.now().Add(watchInterval), nil
}
