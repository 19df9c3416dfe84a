package game

import (
	"cmp"
	"slices"
)

// tallyVotes counts votes by target. The lines are sorted by count; equal counts
// are in the order of joining, with skips last.
func (g *Game) tallyVotes(votes [MaxSeats]int) Tallied {
	var t Tallied
	line := func(target PlayerID, choice int) {
		l := TallyLine{Target: target}
		for _, p := range g.players {
			if votes[p.seat] != choice {
				continue
			}
			l.Count++
			if !g.settings.AnonymousVotes {
				l.Voters = append(l.Voters, p.id)
			}
		}
		if l.Count > 0 {
			t.Votes = append(t.Votes, l)
		}
	}
	for _, p := range g.players {
		line(p.id, p.seat)
	}
	line("", skipVote)
	slices.SortStableFunc(t.Votes, func(a, b TallyLine) int { return cmp.Compare(b.Count, a.Count) })
	t.Ejected, t.Reason = voteOutcome(t.Votes)
	return t
}

// voteOutcome returns the ejected player, or "", and the reason. The lines are
// sorted by count.
func voteOutcome(lines []TallyLine) (PlayerID, TallyReason) {
	switch {
	case len(lines) == 0:
		return "", NoVotes
	case len(lines) > 1 && lines[0].Count == lines[1].Count:
		return "", Tie
	case lines[0].Target == "":
		return "", Skipped
	}
	return lines[0].Target, Majority
}
