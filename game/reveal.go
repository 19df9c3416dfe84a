package game

// reveal shows how the vote ended. It follows the vote and ends by time, in the
// next round or at the end of the game.
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
		g.dieWithoutBody(t)
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

func (*reveal) handleAction(g *Game, _ *player, _ *Action) refusal { return g.wrongPhase() }

func (r *reveal) next(g *Game) phase {
	if !g.phaseTimeUp(r) && !g.aborted() {
		return nil
	}
	if end := g.checkEnd(); end != nil {
		return end
	}
	return &playing{}
}
