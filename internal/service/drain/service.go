package drain

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/metrics"
)

// refusal is for players.
const refusal = "the server is shutting down: no new matches, searches and tickets here, try again in a few minutes"

// maxCounted is how many matches are counted at most.
const maxCounted = 10_000

// Nakama is the part of the server that draining uses.
type Nakama interface {
	MatchList(ctx context.Context, limit int, authoritative bool, label string, minSize, maxSize *int, query string) ([]*api.Match, error)
	metrics.Gauges
}

// Service says whether this server is drained.
type Service struct {
	nk     Nakama
	logger runtime.Logger
	now    func() time.Time
	wake   func(at time.Time)
	on     atomic.Bool // matches read it in each tick

	mu     sync.Mutex // guards what follows
	reason string
	since  time.Time
	empty  int // how many times in a row Watch found no match
}

// New makes the service of a server that is not drained. It calls wake with the
// time at which Watch has something to do.
func New(nk Nakama, logger runtime.Logger, now func() time.Time, wake func(at time.Time)) *Service {
	return &Service{nk: nk, logger: logger, now: now, wake: wake}
}

// Status is whether this server is drained.
type Status struct {
	Draining bool      `json:"draining"`
	Reason   string    `json:"reason,omitempty"`
	Since    time.Time `json:"since,omitzero"`
	Matches  int       `json:"matches"` // that run on this server, at most 10,000
}

// On reports whether the server is drained. It does not block.
func (s *Service) On() bool { return s.on.Load() }

// Check fails with the code unavailable, and a text for players, while the server
// is drained.
func (s *Service) Check() error {
	if s.On() {
		return apierr.Unavailable(refusal)
	}
	return nil
}

// Set begins or ends draining. It is safe to repeat. Its errors are internal, and
// come after the change.
func (s *Service) Set(ctx context.Context, on bool, reason string) (Status, error) {
	s.set(on, reason)
	return s.Status(ctx)
}

func (s *Service) set(on bool, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if on {
		s.reason = reason
	}
	if !s.on.CompareAndSwap(!on, on) {
		return
	}
	s.setGauge()
	if !on {
		s.logger.WithField("reason", reason).Info("draining ended")
		return
	}
	s.since, s.empty = s.now().UTC(), 0
	s.logger.WithField("reason", reason).Info("draining began: no new matches, searches, tickets and games")
	s.wake(s.since)
}

func (s *Service) setGauge() {
	value := 0.0
	if s.On() {
		value = 1
	}
	metrics.Draining.Set(s.nk, value)
}

// Status returns whether the server is drained, and how many matches are left.
// Its errors are internal.
func (s *Service) Status(ctx context.Context) (Status, error) {
	matches, err := s.matches(ctx, maxCounted)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.On() {
		return Status{Matches: matches}, err
	}
	return Status{Draining: true, Reason: s.reason, Since: s.since, Matches: matches}, err
}

// matches counts the authoritative matches of this server, up to a limit.
func (s *Service) matches(ctx context.Context, limit int) (int, error) {
	list, err := s.nk.MatchList(ctx, limit, true, "", nil, nil, "")
	if err != nil {
		return 0, fmt.Errorf("list matches: %w", err)
	}
	return len(list), nil
}
