package simulation

// updateConnection drops the connection of a flaky player now and then, and joins
// again later. Rarely such a player leaves for good.
func (s *simulation) updateConnection(p *player) {
	if !p.flaky {
		return
	}
	switch {
	case !p.connected:
		if p.reconnectAt > 0 && s.report.Ticks >= p.reconnectAt {
			p.reconnectAt = 0
			s.join(p)
		}
	case p.Rand.Float64() < 0.004:
		p.connected = false
		p.reconnectAt = s.report.Ticks + 1 + p.Rand.IntN(60*p.TickRate)
		s.game.Drop(p.ID)
	case p.Rand.Float64() < 0.0001:
		p.connected = false
		s.game.Leave(p.ID)
	}
}
