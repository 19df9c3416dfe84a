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
