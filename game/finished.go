package game

// finished shows who has won. It is entered as soon as that is decided, and
// ends by time in the lobby again.
type finished struct {
	until  int
	winner Role
	reason EndReason
}

func (*finished) name() Phase { return Finished }
func (f *finished) ends() int { return f.until }
func (*finished) moves() bool { return true }

func (f *finished) begin(g *Game) {
	f.until = g.tick + g.rules.finished
	g.run.over = true
	for _, p := range g.players {
		p.stand()
		if p.vent >= 0 {
			g.surface(p)
		}
		if !p.alive {
			p.deathKnown = everyone
		}
		g.run.scores = append(g.run.scores, Score{
			UserID:       p.id,
			Username:     p.name,
			Role:         p.role,
			Alive:        p.alive,
			Left:         p.left,
			Kills:        p.kills,
			TasksDone:    p.tasksDone(),
			Votes:        p.votes,
			CorrectVotes: p.correct,
		})
	}
}

func (f *finished) announce(g *Game) {
	g.announceAll(g.announcement())
	g.tell(g.here(), f.ended(g))
}

func (f *finished) ended(g *Game) Ended {
	return Ended{Winner: f.winner, Reason: f.reason, Players: g.run.scores}
}

func (f *finished) remind(g *Game, p *player) {
	said := f.ended(g)
	said.Again = true
	g.tell(p.bit, said)
}

func (*finished) act(*Game, *player, *Action) refusal { return wrongPhase() }

func (f *finished) next(g *Game) phase {
	if g.over(f) {
		return &lobby{}
	}
	return nil
}
