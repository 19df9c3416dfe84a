package game

// ChatRoom is where what a player writes goes.
type ChatRoom string

// The rooms.
const (
	ChatNone   ChatRoom = "none"   // nowhere
	ChatAll    ChatRoom = "all"    // to the whole match
	ChatGhosts ChatRoom = "ghosts" // to the dead alone
)

// ChatRoomOf says where what a player writes goes now. While a game runs the dead
// write among themselves; the living write in meetings, and while playing only
// with chat_always.
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
