package game

// Room is where what a player writes goes.
type Room string

// The rooms.
const (
	ChatNone   Room = "none"   // nowhere
	ChatAll    Room = "all"    // to the whole match
	ChatGhosts Room = "ghosts" // to the dead alone
)

// MayChat says where what a player writes goes now. While a game runs the dead
// write among themselves; the living write in meetings, and while playing only
// with chat_always.
func (g *Game) MayChat(id PlayerID) Room {
	p := g.byID[id]
	switch {
	case p == nil || !p.connected:
		return ChatNone
	case g.run == nil || g.run.over:
		return ChatAll
	case !p.alive:
		return ChatGhosts
	case g.Phase() == Playing && !g.settings.ChatAlways:
		return ChatNone
	}
	return ChatAll
}

// Ghosts are the dead who are connected.
func (g *Game) Ghosts() []PlayerID {
	var ids []PlayerID
	for _, p := range g.players {
		if p.connected && !p.alive {
			ids = append(ids, p.id)
		}
	}
	return ids
}
