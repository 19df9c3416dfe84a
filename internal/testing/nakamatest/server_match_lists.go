package nakamatest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
)

// MatchList lists matches: by query, by label, or all.
func (n *Nakama) MatchList(ctx context.Context, limit int, authoritative bool, label string, minSize, maxSize *int, query string) (out []*api.Match, err error) {
	err = n.call(ctx, "MatchList", func(*database) error {
		search := matchSearch{limit: limit, authoritative: &authoritative, label: label, minSize: minSize, maxSize: maxSize}
		if query != "" {
			search.query = &query
		}
		out, err = n.listMatches(search)
		return err
	})
	return orNil(out, err)
}

// matchSearch selects matches for a list.
type matchSearch struct {
	limit            int
	authoritative    *bool
	label            string
	minSize, maxSize *int
	query            *string
}

func (s matchSearch) fits(size int) bool {
	return (s.minSize == nil || *s.minSize <= size) && (s.maxSize == nil || size <= *s.maxSize)
}

func (n *Nakama) listMatches(s matchSearch) ([]*api.Match, error) {
	out := []*api.Match{}
	if s.limit == 0 {
		return out, nil
	}
	relayed := s.query == nil && s.label == "" && (s.authoritative == nil || !*s.authoritative)
	if s.authoritative == nil || *s.authoritative {
		hits, err := n.matchHits(s)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if s.fits(h.size()) {
				out = append(out, h.api(h.indexedLabel()))
			}
		}
	}
	if relayed {
		out = append(out, n.relayedMatches(s)...)
	}
	return out[:min(len(out), s.limit)], nil
}

func (n *Nakama) relayedMatches(s matchSearch) []*api.Match {
	var out []*api.Match
	for key, members := range n.process.streams {
		if key.mode == streamRelayed && s.fits(len(members)) {
			out = append(out, &api.Match{MatchId: key.subject + ".", Size: int32(len(members))})
		}
	}
	slices.SortFunc(out, func(a, b *api.Match) int { return cmp.Compare(a.GetMatchId(), b.GetMatchId()) })
	return out
}

// matchHits returns the matches that satisfy the query, the best and newest first. As
// on the server, the limit applies before the sizes unless sizes are given.
func (n *Nakama) matchHits(s matchSearch) ([]*match, error) {
	var parsed query
	if s.query != nil {
		var err error
		if parsed, err = parseQuery(*s.query); err != nil {
			return nil, fmt.Errorf("error parsing query string: %v", err.Error())
		}
	}
	type hit struct {
		*match
		score int
	}
	var hits []hit
	for _, m := range n.process.matches {
		label := m.indexedLabel()
		score, ok := 0, m.indexed()
		switch {
		case s.query != nil:
			var doc map[string]any
			if err := json.Unmarshal([]byte(label), &doc); err != nil {
				doc = nil
			}
			var matched bool
			score, matched = parsed.score(map[string]any{"label": doc})
			ok = ok && matched
		case s.label != "":
			ok = ok && label == s.label
		}
		if ok {
			hits = append(hits, hit{m, score})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), b.created.Compare(a.created), cmp.Compare(b.number, a.number))
	})
	out := make([]*match, 0, len(hits))
	for _, h := range hits {
		out = append(out, h.match)
	}
	return out, nil
}
