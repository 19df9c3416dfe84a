package game

// discussion is the talk before a vote. It is entered by a report or an
// emergency call, and ends by time.
type discussion struct {
	until          int
	caller, victim PlayerID
}

func (*discussion) name() Phase { return Discussion }
func (d *discussion) ends() int { return d.until }
func (*discussion) moves() bool { return false }

// begin makes every death known, clears the bodies, stops everyone, and ends a
// critical sabotage: nobody could get to it.
func (d *discussion) begin(g *Game) {
	d.until = g.tick + g.rules.discussion
	g.halt()
	for _, p := range g.players {
		if !p.alive {
			p.deathKnown = everyone
		}
	}
	g.run.bodies = nil
	if g.run.sabotage.system == Reactor {
		g.restore()
	}
}

func (d *discussion) announce(g *Game) {
	said := g.announcement()
	said.Caller, said.Victim = d.caller, d.victim
	g.announceAll(said)
}

func (*discussion) act(*Game, *player, *Action) refusal { return wrongPhase() }

func (d *discussion) next(g *Game) phase {
	if end := g.decide(); end != nil {
		return end
	}
	if g.over(d) {
		return &voting{caller: d.caller, victim: d.victim}
	}
	return nil
}

// halt stops everyone whom the server walks.
func (g *Game) halt() {
	for _, p := range g.players {
		p.stand()
	}
}
