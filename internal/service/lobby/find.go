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
	"sagishi/internal/platform/apierr"
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
	maxAsked  = 20 // matches asked in one search: each interrupts a match
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
	ranked   bool    // its games count
	seats    int     // free
}

// search is one run of Find.
type search struct {
	*Service
	criteria

	userID   string
	metadata map[string]string // of the join that may follow
	asked    map[string]bool   // matches that were asked about the player
}

// Find returns an open lobby that fits and that the player may join, the nearest
// in skill first, then one whose games count, and then the fullest; if there is none
// it creates one. A second search of a player waits for the first. Any player may
// call it.
//
// Errors: invalid argument for an unknown mode or map, or a skill out of range;
// aborted if another search of the player takes too long.
func (s *Service) Find(ctx context.Context, userID string, request FindRequest) (matchID string, created bool, err error) {
	mode, err := s.checkFind(request)
	if err != nil {
		return "", false, err
	}
	end, err := s.searches.begin(ctx, userID)
	if err != nil {
		return "", false, err
	}
	defer end()
	run := search{s, criteria{mode, request.Map, request.Skill}, userID, s.StampUsername(ctx, userID, nil), map[string]bool{}}
	for _, distance := range []float64{nearSkill, math.Inf(1)} {
		matchID, err = run.best(ctx, distance)
		if err != nil || matchID != "" {
			return matchID, false, err
		}
	}
	matchID, _, err = s.Create(ctx, Request{Mode: request.Mode, Map: request.Map, Skill: request.Skill})
	if err == nil {
		s.searches.remember(matchID, Label{
			Open: true, Mode: mode, Map: cmp.Or(request.Map, s.defaultMap), Skill: request.Skill, MaxPlayers: game.MaxSeats,
			Ranked: true, // as games with the default settings mostly are
		})
	}
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
	return mode, CheckSkill(request.Skill)
}

// query searches for lobbies within a distance of the skill: a listing has a
// limit and is not sorted by skill.
func (c criteria) query(distance float64) string {
	query := "+label.open:T +label.mode:" + string(c.mode)
	if c.mapName != "" {
		query += " +label.map:" + escape(c.mapName)
	}
	if math.IsInf(distance, 1) {
		return query
	}
	low := strconv.FormatFloat(max(0, c.skill-distance), 'f', -1, 64)
	high := strconv.FormatFloat(c.skill+distance, 'f', -1, 64)
	return query + " +label.skill:>=" + low + " +label.skill:<=" + high
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

// best returns the best lobby within a distance of the skill, or "".
func (s *search) best(ctx context.Context, distance float64) (string, error) {
	candidates, err := s.candidates(ctx, distance)
	if err != nil {
		return "", err
	}
	slices.SortStableFunc(candidates, compare)
	for _, c := range candidates {
		if s.asked[c.matchID] || len(s.asked) == maxAsked {
			continue
		}
		s.asked[c.matchID] = true
		welcome, err := s.mayJoin(ctx, c.matchID)
		if err != nil || welcome {
			return c.matchID, err
		}
	}
	return "", nil
}

// compare is negative if a is the better lobby.
func compare(a, b candidate) int {
	if a.distance == b.distance && a.ranked != b.ranked {
		if a.ranked {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.seats, b.seats))
}

// candidates returns the lobbies that fit: those of Nakama's list, and those that
// are too new for it.
func (s *search) candidates(ctx context.Context, distance float64) ([]candidate, error) {
	matches, err := s.nk.MatchList(ctx, listLimit, true, "", nil, nil, s.query(distance))
	if err != nil {
		return nil, fmt.Errorf("list matches: %w", err)
	}
	candidates := make([]candidate, 0, len(matches))
	add := func(matchID string, label Label) {
		if c, ok := s.match(matchID, label); ok && c.distance <= distance {
			candidates = append(candidates, c)
		}
	}
	for _, match := range matches {
		if label, err := ParseLabel(match.GetLabel().GetValue()); err == nil {
			add(match.GetMatchId(), label)
		}
	}
	for _, recent := range s.searches.recentLobbies() {
		// The label of the list is newer.
		if !slices.ContainsFunc(candidates, func(c candidate) bool { return c.matchID == recent.matchID }) {
			add(recent.matchID, recent.label)
		}
	}
	return candidates, nil
}

// mayJoin asks the match about the player. Only the match knows whom it has
// kicked and for whom it keeps seats, and the list lags by up to a second. A
// match that has ended or is busy is skipped.
func (s *search) mayJoin(ctx context.Context, matchID string) (bool, error) {
	answer, err := s.askJoin(ctx, matchID, s.userID, s.metadata)
	if code := apierr.CodeOf(err); code == apierr.CodeNotFound || code == apierr.CodeAborted {
		return false, nil
	}
	return err == nil && answer.Open && !answer.Seated && answer.Reason == "", err
}

// match checks the label itself: the search may find more than was meant.
func (c criteria) match(matchID string, label Label) (candidate, bool) {
	if !label.Open || label.Private || label.Mode != c.mode || (c.mapName != "" && label.Map != c.mapName) {
		return candidate{}, false
	}
	return candidate{
		matchID:  matchID,
		distance: math.Abs(label.Skill - c.skill),
		ranked:   label.Ranked,
		seats:    label.MaxPlayers - label.Players,
	}, true
}
