package game

import "slices"

// Host returns the player who may start the game, change settings and bots, and
// kick; "" = no person is connected.
func (g *Game) Host() PlayerID {
	if g.host == nil {
		return ""
	}
	return g.host.id
}

// nextHost returns the first connected person who joined after another player, then
// the first who joined before, or nil. After nil: the first who joined.
func (g *Game) nextHost(after *player) *player {
	first := slices.Index(g.players, after) + 1
	for i := range g.players {
		if p := g.players[(first+i)%len(g.players)]; p.connected && !isBot(p) {
			return p
		}
	}
	return nil
}
