package lobby

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"sagishi/game"
)

// FindRequest describes the match to find. An empty Mode is classic, an empty Map
// is any map.
type FindRequest struct {
	Mode  string
	Map   string
	Skill float64
}

const (
	nearSkill = 100 // lobbies within this distance are searched before all others
	listLimit = 100
)

// criteria is a request after its check. An empty mapName is any map.
type criteria struct {
	mode    game.Mode
	mapName string
	skill   float64
}

// candidate is an open lobby that fits.
type candidate struct {
	matchID  string
	distance float64 // of skill
	seats    int     // free
}

// Find returns an open lobby that fits, the nearest in skill first and then the
// fullest; if there is none it creates one. Any player may call it.
//
// Errors: invalid argument for an unknown mode or map, or a skill out of range.
func (s *Service) Find(ctx context.Context, request FindRequest) (matchID string, created bool, err error) {
	mode, err := s.checkFind(request)
	if err != nil {
		return "", false, err
	}
	wanted := criteria{mode, request.Map, request.Skill}
	for _, query := range wanted.queries() {
		matchID, err = s.bestOpen(ctx, query, wanted)
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

// queries are the searches in order: near ones first, because a listing has a
// limit and is not sorted by skill.
func (c criteria) queries() []string {
	query := "+label.open:T +label.mode:" + string(c.mode)
	if c.mapName != "" {
		query += " +label.map:" + escape(c.mapName)
	}
	low := strconv.FormatFloat(max(0, c.skill-nearSkill), 'f', -1, 64)
	high := strconv.FormatFloat(c.skill+nearSkill, 'f', -1, 64)
	return []string{query + " +label.skill:>=" + low + " +label.skill:<=" + high, query}
}

// escape protects a value from being read as part of the query. Quotes would
// not do: Nakama takes them for a phrase, and no label holds one.
func escape(value string) string {
	var escaped strings.Builder
	for _, c := range value {
		if strings.ContainsRune(`+-=&|><!(){}[]^"~*?:\/ `, c) {
			escaped.WriteByte('\\')
		}
		escaped.WriteRune(c)
	}
	return escaped.String()
}

// bestOpen returns the best open lobby that a search finds, or "".
func (s *Service) bestOpen(ctx context.Context, query string, wanted criteria) (string, error) {
	matches, err := s.nk.MatchList(ctx, listLimit, true, "", nil, nil, query)
	if err != nil {
		return "", fmt.Errorf("list matches: %w", err)
	}
	candidates := make([]candidate, 0, len(matches))
	for _, match := range matches {
		if c, ok := wanted.match(match.GetMatchId(), match.GetLabel().GetValue()); ok {
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

// match checks the label itself: the search may find more than was meant.
func (c criteria) match(matchID, text string) (candidate, bool) {
	label, err := ParseLabel(text)
	if err != nil || !label.Open || label.Private || label.Mode != c.mode || (c.mapName != "" && label.Map != c.mapName) {
		return candidate{}, false
	}
	return candidate{
		matchID:  matchID,
		distance: math.Abs(label.Skill - c.skill),
		seats:    label.MaxPlayers - label.Players,
	}, true
}
