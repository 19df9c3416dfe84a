package game

// finished shows who has won. It is entered as soon as that is decided, and
// ends by time in the lobby.
type finished struct {
	end     int
	seconds int // that the game took
	winner  Role
	reason  EndReason
}

func (*finished) name() Phase          { return Finished }
func (f *finished) endsAt() int        { return f.end }
func (*finished) allowsMovement() bool { return true }

func (f *finished) begin(g *Game) {
	f.end = g.tick + g.rules.finished
	f.seconds = (g.tick - g.run.startedAt) / g.rules.rate
	g.run.ended = true
	g.stopEveryone()
	g.revealAllDeaths()
	for _, p := range g.players {
		p.endRound(&g.rules)
		if p.vent >= 0 {
			g.exitVent(p)
		}
		g.run.scores = append(g.run.scores, Score{
			UserID:       p.id,
			Username:     p.name,
			Bot:          isBot(p),
			Role:         p.role,
			Alive:        p.alive,
			Left:         p.left,
			LeftAlive:    p.leftAlive,
			TookPart:     p.tookPart(),
			Kills:        p.kills,
			TasksDone:    p.tasksDone(),
			Votes:        p.votesCast,
			CorrectVotes: p.correctVotes,
		})
	}
}

func (f *finished) announce(g *Game) {
	g.announceWithPlayers(g.phaseEvent())
	g.emit(g.connectedAudience(), f.gameEnded(g))
}

func (f *finished) gameEnded(g *Game) Ended {
	return Ended{
		Winner: f.winner, Reason: f.reason, Seconds: f.seconds, Players: g.run.scores,
		Settings: g.settings, Bots: g.botsPlayed,
	}
}

func (f *finished) resendOutcome(g *Game, p *player) {
	event := f.gameEnded(g)
	event.Replay = true
	g.emit(p.bit, event)
}

func (*finished) handleAction(g *Game, _ *player, _ *Action) refusal { return g.wrongPhase() }

func (f *finished) next(g *Game) phase {
	if g.phaseTimeUp(f) {
		return &lobby{}
	}
	return nil
}
