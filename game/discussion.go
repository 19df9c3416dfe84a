package game

// discussion is the time to talk before a vote. It is entered by a report or an
// emergency call, and ends by time.
type discussion struct {
	end            int
	caller, victim PlayerID
}

func (*discussion) name() Phase          { return Discussion }
func (d *discussion) endsAt() int        { return d.end }
func (*discussion) allowsMovement() bool { return false }

// begin reveals every death, clears the bodies, stops everyone, and ends a
// critical sabotage, which nobody could repair during the meeting.
func (d *discussion) begin(g *Game) {
	d.end = g.tick + g.rules.discussion
	g.stopEveryone()
	for _, p := range g.players {
		p.endRound(&g.rules)
	}
	g.revealAllDeaths()
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

func (d *discussion) addToView(_ *Game, _ *player, v *View) { v.Caller, v.Victim = d.caller, d.victim }

func (*discussion) handleAction(g *Game, _ *player, _ *Action) refusal { return g.wrongPhase() }

func (d *discussion) next(g *Game) phase {
	if end := g.checkEnd(); end != nil {
		return end
	}
	if g.phaseTimeUp(d) {
		return &voting{caller: d.caller, victim: d.victim}
	}
	return nil
}
