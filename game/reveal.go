package game

import (
	"cmp"
	"slices"
)

// reveal shows how the vote ended. It follows the vote, ends by time, and only
// then the game goes on or is over.
type reveal struct {
	end   int
	votes [MaxSeats]int
	tally Tallied
}

func (*reveal) name() Phase          { return Reveal }
func (r *reveal) endsAt() int        { return r.end }
func (*reveal) allowsMovement() bool { return false }

func (r *reveal) begin(g *Game) {
	r.end = g.tick + g.rules.reveal
	r.tally = g.tallyVotes(r.votes)
	if t := g.byID[r.tally.Ejected]; t != nil {
		t.alive, t.bodyPos, t.deathKnown = false, t.shownPos(), everyone
		g.visibility.markDirty(t.bit)
		if g.settings.ConfirmEjects {
			r.tally.Role = t.role
		}
	}
}

func (r *reveal) announce(g *Game) {
	g.emit(g.connectedAudience(), r.tally)
	g.announceWithPlayers(g.phaseEvent())
}

func (r *reveal) resendOutcome(g *Game, p *player) { g.emit(p.bit, r.tally) }

func (*reveal) handleAction(*Game, *player, *Action) refusal { return wrongPhase() }

func (r *reveal) next(g *Game) phase {
	if !g.phaseTimeUp(r) && !g.aborted() {
		return nil
	}
	if end := g.checkEnd(); end != nil {
		return end
	}
	return &playing{}
}

// tally counts votes. The lines are in order of their counts, then of joining,
// skips last.
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

// verdict is who is ejected by votes in order of their counts, and why.
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
