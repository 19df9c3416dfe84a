package game

// ChatRoom says to whom a player's chat messages go.
type ChatRoom string

// The rooms.
const (
	ChatNone   ChatRoom = "none"   // to nobody
	ChatAll    ChatRoom = "all"    // to the whole match
	ChatGhosts ChatRoom = "ghosts" // to the dead only
)

// ChatRoomOf returns to whom a player's chat messages go now. While a game runs
// the dead chat among themselves; the living chat in meetings, and while playing
// only with chat_always.
func (g *Game) ChatRoomOf(id PlayerID) ChatRoom {
	p := g.byID[id]
	switch {
	case p == nil || !p.connected:
		return ChatNone
	case g.run == nil || g.run.ended:
		return ChatAll
	case !p.alive:
		return ChatGhosts
	case g.Phase() == Playing && !g.settings.ChatAlways:
		return ChatNone
	}
	return ChatAll
}

// Ghosts returns the dead players who are connected.
func (g *Game) Ghosts() []PlayerID {
	var ids []PlayerID
	for _, p := range g.players {
		if p.connected && !p.alive {
			ids = append(ids, p.id)
		}
	}
	return ids
}

// GhostOf returns the living players if the player is dead in a running game.
// dead is false for everyone else.
func (g *Game) GhostOf(id PlayerID) (living []PlayerID, dead bool) {
	p := g.byID[id]
	if p == nil || p.alive || g.run == nil || g.run.ended {
		return nil, false
	}
	for _, q := range g.players {
		if q.alive {
			living = append(living, q.id)
		}
	}
	return living, true
}
