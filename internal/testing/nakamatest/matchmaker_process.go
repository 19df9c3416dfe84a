package nakamatest

import (
	"cmp"
	"slices"
)

// RunMatchmaker lets an interval of the matchmaker pass: it forms the matches that can
// be formed, as MatchTickets does. All queries of a match fit all its tickets, as with
// rev_precision on the server.
func (n *Nakama) RunMatchmaker() {
	for _, tickets := range n.formMatches() {
		var ids []string
		for _, t := range tickets {
			ids = append(ids, t.id)
		}
		if _, err := n.MatchTickets(ids...); err != nil {
			n.Logger().Error("Error running Matchmaker Matched hook. %v", err)
		}
	}
}

// formMatches returns the tickets of each new match.
func (n *Nakama) formMatches() [][]*ticket {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	var pool []*ticket
	for _, t := range n.process.tickets {
		pool = append(pool, t)
	}
	slices.SortFunc(pool, func(a, b *ticket) int { return cmp.Compare(a.number, b.number) })
	taken := map[*ticket]bool{}
	var matches [][]*ticket
	for _, t := range pool {
		if taken[t] || !t.active {
			continue
		}
		t.intervals++
		last := t.intervals >= n.options.MaxIntervals || t.minimum == t.maximum
		t.active = !last
		others := t.fitFor(t.candidates(pool, taken), last)
		if others == nil {
			continue
		}
		match := append(others, t)
		matches = append(matches, match)
		for _, member := range match {
			taken[member] = true
		}
	}
	return matches
}

// candidates lists the tickets that may be matched with this one: the best first, then
// the oldest.
func (t *ticket) candidates(pool []*ticket, taken map[*ticket]bool) []*ticket {
	scores := map[*ticket]int{}
	var out []*ticket
	for _, other := range pool {
		score, fits := t.accepts(other)
		_, fitsBack := other.accepts(t)
		switch {
		case other == t, taken[other], !fits, !fitsBack:
		case other.minimum < t.minimum, other.maximum > t.maximum:
		case t.party != "" && other.party == t.party, t.shares(other):
		default:
			scores[other] = score
			out = append(out, other)
		}
	}
	slices.SortStableFunc(out, func(a, b *ticket) int { return cmp.Compare(scores[b], scores[a]) })
	return out
}

// accepts reports whether the query fits the other ticket, and how well.
func (t *ticket) accepts(other *ticket) (score int, ok bool) {
	return t.parsed.score(map[string]any{
		"properties": other.properties(), "ticket": other.id, "party_id": other.party,
		"min_count": float64(other.minimum), "max_count": float64(other.maximum),
	})
}

// shares reports whether a session has both tickets.
func (t *ticket) shares(other *ticket) bool {
	return slices.ContainsFunc(t.sessions, func(s *Session) bool { return other.has(s.SessionID) })
}

// fitFor returns the tickets with which this one forms a match; nil if there are too
// few. As long as it may wait, only the maximum is enough.
func (t *ticket) fitFor(candidates []*ticket, last bool) []*ticket {
	var groups [][]*ticket
	for i, candidate := range candidates {
		at := slices.IndexFunc(groups, func(group []*ticket) bool { return t.roomFor(group, candidate) })
		if at < 0 {
			groups = append(groups, nil)
			at = len(groups) - 1
		}
		groups[at] = append(groups[at], candidate)
		size := players(groups[at]) + len(t.sessions)
		full := size == t.maximum || (last && size >= t.minimum && size <= t.maximum && i == len(candidates)-1)
		if full && allAllow(append(slices.Clone(groups[at]), t), size) {
			return groups[at]
		}
	}
	return nil
}

func (t *ticket) roomFor(group []*ticket, candidate *ticket) bool {
	if players(group)+len(candidate.sessions)+len(t.sessions) > t.maximum {
		return false
	}
	return !slices.ContainsFunc(group, func(member *ticket) bool {
		_, fits := member.accepts(candidate)
		_, fitsBack := candidate.accepts(member)
		return !fits || !fitsBack || member.shares(candidate)
	})
}

func players(tickets []*ticket) int {
	count := 0
	for _, t := range tickets {
		count += len(t.sessions)
	}
	return count
}

func allAllow(tickets []*ticket, size int) bool {
	return !slices.ContainsFunc(tickets, func(t *ticket) bool {
		return size < t.minimum || size > t.maximum || size%max(1, int(t.multiple.GetValue())) != 0
	})
}
