package game

// starting is the countdown. It ends by time in a game, or in the lobby when too
// few players are left.
type starting struct{ end int }

func (*starting) name() Phase          { return Starting }
func (s *starting) endsAt() int        { return s.end }
func (*starting) allowsMovement() bool { return false }
func (s *starting) begin(g *Game)      { s.end = g.tick + g.rules.countdown; g.stopEveryone() }
func (*starting) announce(g *Game)     { g.emit(g.connectedAudience(), g.phaseEvent()) }

func (*starting) handleAction(g *Game, _ *player, _ *Action) refusal { return g.wrongPhase() }

func (s *starting) next(g *Game) phase {
	if !g.canStart() {
		return &lobby{}
	}
	if g.phaseTimeUp(s) {
		return &playing{}
	}
	return nil
}
