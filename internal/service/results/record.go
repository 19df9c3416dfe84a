package results

import (
	"context"
	"fmt"

	"sagishi/internal/platform/storage"
)

// attempts is how often a change that lost a race is tried.
const attempts = 5

// Record counts a finished game and returns what it brought, by player. It is
// safe to repeat, to race and to call again after an error: the game counts
// once. An error may come with summaries: then the game is durable, and
// Reconcile brings the boards up to date. The error has the code aborted if the
// game lost every race, otherwise internal.
func (s *Service) Record(ctx context.Context, g Game) (map[string]PlayerSummary, error) {
	g.Players = distinct(g.Players)
	if reason := s.ineligible(g); reason != "" {
		if err := s.recordLeavers(ctx, g); err != nil {
			return nil, fmt.Errorf("record leavers of game %s: %w", g.ID, err)
		}
		return s.uncounted(ctx, g, reason), nil
	}
	r, err := s.persist(ctx, g)
	if err != nil {
		return nil, fmt.Errorf("record game %s: %w", g.ID, err)
	}
	if r.pending {
		_, err = s.updateBoards(ctx, &r.Record)
	}
	if err != nil {
		return r.Value.summaries(), fmt.Errorf("update boards for game %s: %w", g.ID, err)
	}
	return r.Value.summaries(), nil
}

// persist makes the game durable, once.
func (s *Service) persist(ctx context.Context, g Game) (storedResult, error) {
	return storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (storedResult, error) {
		r, err := s.load(ctx, g.ID)
		if err == nil && !r.Found() {
			err = s.buildAndWrite(ctx, g, &r)
		}
		return r, err
	})
}

// buildAndWrite builds the result of a game that has none, and writes it with
// everything that follows from it if the game counts for any player.
func (s *Service) buildAndWrite(ctx context.Context, g Game, r *storedResult) error {
	period, err := s.snapshot(ctx, g)
	if err != nil {
		return err
	}
	stats, err := s.readStats(ctx, g)
	if err != nil {
		return err
	}
	r.Value = result{Game: g, CountedAt: period.at}
	for i, p := range g.Players {
		r.Value.Players = append(r.Value.Players, s.count(p, g, &stats[i], period))
	}
	if !r.Value.counts() {
		return s.recordLeavers(ctx, g) // no result, or players at their daily cap could fill the database
	}
	rate(r.Value, stats)
	return s.create(ctx, r, stats)
}
