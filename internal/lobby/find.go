package lobby

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"sagishi/game"
)

// FindRequest is what a match is looked for with. An empty Mode is classic,
// an empty Map is any map.
type FindRequest struct {
	Mode  string
	Map   string
	Skill float64
}

const (
	nearSkill = 100 // lobbies this near are looked at before all others
	listLimit = 100
)

// candidate is an open lobby that fits.
type candidate struct {
	matchID  string
	distance float64 // of skill
	seats    int     // free
}

// Find returns an open lobby that fits, the nearest in skill first and then
// the fullest; if there is none it creates one.
func (s *Service) Find(ctx context.Context, request FindRequest) (matchID string, created bool, err error) {
	mode, err := s.checkFind(request)
	if err != nil {
		return "", false, err
	}
	for _, query := range findQueries(mode, request) {
		matchID, err = s.best(ctx, query, request.Skill)
		if err != nil || matchID != "" {
			return matchID, false, err
		}
	}
	matchID, _, err = s.Create(ctx, Request{Mode: request.Mode, Map: request.Map, Skill: request.Skill})
	return matchID, err == nil, err
}

func (s *Service) checkFind(request FindRequest) (game.Mode, error) {
	mode, err := checkMode(request.Mode)
	if err != nil {
		return "", err
	}
	if _, err := s.checkMap(request.Map); err != nil {
		return "", err
	}
	return mode, checkSkill(request.Skill)
}

// findQueries are the searches in order: near ones first, because a listing
// has a limit and is not sorted by skill.
func findQueries(mode game.Mode, request FindRequest) []string {
	query := "+label.open:T +label.mode:" + string(mode)
	if request.Map != "" {
		query += " +label.map:" + strconv.Quote(request.Map)
	}
	low := strconv.FormatFloat(max(0, request.Skill-nearSkill), 'f', -1, 64)
	high := strconv.FormatFloat(request.Skill+nearSkill, 'f', -1, 64)
	return []string{query + " +label.skill:>=" + low + " +label.skill:<=" + high, query}
}

// best returns the best open lobby that a search finds, or "".
func (s *Service) best(ctx context.Context, query string, skill float64) (string, error) {
	matches, err := s.nk.MatchList(ctx, listLimit, true, "", nil, nil, query)
	if err != nil {
		return "", fmt.Errorf("list matches: %w", err)
	}
	candidates := make([]candidate, 0, len(matches))
	for _, match := range matches {
		if c, ok := fits(match.GetMatchId(), match.GetLabel().GetValue(), skill); ok {
			candidates = append(candidates, c)
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.seats, b.seats))
	})
	for _, c := range candidates {
		// The list lags by up to a second; the match's own label does not.
		open, err := s.stillOpen(ctx, c.matchID)
		if err != nil || open {
			return c.matchID, err
		}
	}
	return "", nil
}

func (s *Service) stillOpen(ctx context.Context, matchID string) (bool, error) {
	match, err := s.nk.MatchGet(ctx, matchID)
	if err != nil {
		return false, fmt.Errorf("look up match: %w", err)
	}
	label, err := ParseLabel(match.GetLabel().GetValue())
	return err == nil && label.Open, nil
}

func fits(matchID, text string, skill float64) (candidate, bool) {
	label, err := ParseLabel(text)
	if err != nil || !label.Open || label.Private {
		return candidate{}, false
	}
	return candidate{
		matchID:  matchID,
		distance: math.Abs(label.Skill - skill),
		seats:    label.MaxPlayers - label.Players,
	}, true
}
