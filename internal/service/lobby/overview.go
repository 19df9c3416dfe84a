package lobby

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/parallel"
)

// Bounds of an overview. Each question interrupts a match.
const (
	MaxPage      = 100 // matches of one page
	maxListed    = 10_000
	askAtOnce    = 8
	questionTime = 2 * time.Second // for all questions of a page together
)

// Overview describes the matches of this server for operators: no roles and
// no join codes.
type Overview struct {
	Total     int                `json:"total"` // open matches, at most 10,000
	Connected int                `json:"connected"`
	States    map[game.Phase]int `json:"states"`         // matches in each phase
	Matches   []MatchOverview    `json:"matches"`        // one page, in the order of their ids
	Next      string             `json:"next,omitempty"` // the last id, if there are more
}

// MatchOverview describes a match for operators. Without an answer of the
// match in time, its age and games are 0.
type MatchOverview struct {
	MatchID string `json:"match_id"`
	Label
	Private   bool `json:"private"`
	Connected int  `json:"connected"`
	TickRate  int  `json:"tick_rate"`
	Answered  bool `json:"answered"`
	StatusAnswer
}

// Overview describes the matches of this server, and a page of at most limit of
// them whose ids come after the given one. A list is late by up to a second. Its
// errors are internal.
func (s *Service) Overview(ctx context.Context, limit int, after string) (Overview, error) {
	list, err := s.nk.MatchList(ctx, maxListed, true, "", nil, nil, "")
	if err != nil {
		return Overview{}, fmt.Errorf("list matches: %w", err)
	}
	overview := Overview{States: map[game.Phase]int{}, Matches: []MatchOverview{}}
	for _, match := range list {
		m, ours := overviewOf(match)
		if !ours {
			continue
		}
		overview.Total++
		overview.Connected += m.Connected
		overview.States[m.State]++
		if m.MatchID > after {
			overview.Matches = append(overview.Matches, m)
		}
	}
	slices.SortFunc(overview.Matches, func(a, b MatchOverview) int { return cmp.Compare(a.MatchID, b.MatchID) })
	if limit = min(limit, MaxPage); len(overview.Matches) > limit {
		overview.Matches = overview.Matches[:limit]
		overview.Next = overview.Matches[limit-1].MatchID
	}
	return overview, s.askStatus(ctx, overview.Matches)
}

// overviewOf describes a match of the list, unless it is of another module.
func overviewOf(match *api.Match) (MatchOverview, bool) {
	label, err := ParseLabel(match.GetLabel().GetValue())
	return MatchOverview{
		MatchID: match.GetMatchId(), Label: label, Private: label.Private,
		Connected: int(match.GetSize()), TickRate: int(match.GetTickRate()),
	}, err == nil && match.GetHandlerName() == Module
}

// askStatus asks the matches themselves. One that has ended, is busy or does not
// answer in time stays without an answer.
func (s *Service) askStatus(ctx context.Context, matches []MatchOverview) error {
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	return parallel.Each(askAtOnce, len(matches), func(i int) error {
		answer, err := ask[StatusAnswer](ctx, s, matches[i].MatchID, Signal{Kind: SignalStatus})
		if noAnswer(ctx, err) {
			return nil
		}
		matches[i].StatusAnswer, matches[i].Answered = answer, err == nil
		return err
	})
}

// noAnswer reports whether a question failed because the match has ended or did
// not answer in time.
func noAnswer(ctx context.Context, err error) bool {
	code := apierr.CodeOf(err)
	return err != nil && (code == apierr.CodeNotFound || code == apierr.CodeAborted || ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded))
}

// Seat is a player's seat in a match of this server. Phase is "" if the match has
// not said so in time.
type Seat struct {
	MatchID string     `json:"match_id"`
	Phase   game.Phase `json:"phase"`
	Private bool       `json:"private"`
}

// Seat returns the player's seat on this server, or nil if there is none. Its
// errors are internal.
func (s *Service) Seat(ctx context.Context, userID string) (*Seat, error) {
	matchID := s.seatOf(userID)
	if matchID == "" {
		return nil, nil //nolint:nilnil // no seat is a good answer
	}
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	seat := &Seat{MatchID: matchID}
	answer, err := s.askJoin(ctx, matchID, userID, nil)
	switch {
	case apierr.CodeOf(err) == apierr.CodeNotFound || err == nil && !answer.Seated:
		return nil, nil //nolint:nilnil // the match knows better than the index
	case noAnswer(ctx, err):
		return seat, nil
	case err != nil:
		return nil, err
	}
	match, err := s.nk.MatchGet(ctx, matchID)
	if err != nil {
		return nil, fmt.Errorf("look up match: %w", err)
	}
	if label, err := ParseLabel(match.GetLabel().GetValue()); err == nil {
		seat.Phase, seat.Private = label.State, label.Private
	}
	return seat, nil
}
