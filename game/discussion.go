package game

// discussion is the talk before a vote. It is entered by a report or an
// emergency call, and ends by time.
type discussion struct {
	end            int
	caller, victim PlayerID
}

func (*discussion) name() Phase          { return Discussion }
func (d *discussion) endsAt() int        { return d.end }
func (*discussion) allowsMovement() bool { return false }

// begin makes every death known, clears the bodies, stops everyone, and ends a
// critical sabotage: nobody could get to it.
func (d *discussion) begin(g *Game) {
	d.end = g.tick + g.rules.discussion
	g.stopEveryone()
	for _, p := range g.players {
		if !p.alive {
			p.deathKnown = everyone
		}
	}
	g.run.bodies = nil
	if g.run.sabotage.system == Reactor {
		g.endSabotage()
	}
}

func (d *discussion) announce(g *Game) {
	event := g.phaseEvent()
	event.Caller, event.Victim = d.caller, d.victim
	g.announceWithPlayers(event)
}

func (*discussion) handleAction(*Game, *player, *Action) refusal { return wrongPhase() }

func (d *discussion) next(g *Game) phase {
	if end := g.checkEnd(); end != nil {
		return end
	}
	if g.phaseTimeUp(d) {
		return &voting{caller: d.caller, victim: d.victim}
	}
	return nil
}

// halt stops everyone whom the server walks.
func (g *Game) stopEveryone() {
	for _, p := range g.players {
		p.stopWalking()
	}
}
