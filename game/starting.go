package game

// starting is the countdown. It ends in a game, or in the lobby again when too
// few players are left.
type starting struct{ until int }

func (*starting) name() Phase      { return Starting }
func (s *starting) ends() int      { return s.until }
func (*starting) moves() bool      { return false }
func (s *starting) begin(g *Game)  { s.until = g.tick + g.rules.countdown; g.halt() }
func (*starting) announce(g *Game) { g.tell(g.here(), g.announcement()) }

func (*starting) act(*Game, *player, *Action) refusal { return wrongPhase() }

func (s *starting) next(g *Game) phase {
	if g.closing() || g.connected() < g.settings.MinPlayers {
		return &lobby{}
	}
	if g.over(s) {
		return &playing{}
	}
	return nil
}
