package chat

import (
	"strings"

	"sagishi/internal/platform/uuid"
	"sagishi/internal/service/lobby"
)

// channelPrefix begins the ids of the channels of chat rooms.
const channelPrefix = "2..."

// ghostPrefix begins the name of a ghost room. Such a name leaves out the four
// dashes of the match's id, so that it is no longer than the id itself.
const ghostPrefix = "rip:"

// matchRoom is a chat room of a match: the one named by its id, for everyone, or
// the ghost room.
type matchRoom struct {
	matchID string
	ghosts  bool
}

// parseRoom reads the name of a room of a match that the server runs. Capitals
// in the id name the same match.
func parseRoom(name string) (matchRoom, bool) {
	if id, found := ghostMatchID(name); found {
		return matchRoom{matchID: id, ghosts: true}, true
	}
	if !lobby.IsMatchID(name) {
		return matchRoom{}, false
	}
	return matchRoom{matchID: strings.ToLower(name[:uuid.Length]) + name[uuid.Length:]}, true
}

// roomOf reads the id of a channel that is a chat room of a match.
func roomOf(channelID string) (matchRoom, bool) {
	name, found := strings.CutPrefix(channelID, channelPrefix)
	if !found {
		return matchRoom{}, false
	}
	return parseRoom(name)
}

// isRelayedRoom reports whether a room's name is the id of a relayed match.
func isRelayedRoom(name string) bool {
	return strings.HasSuffix(name, ".") && lobby.IsMatchID(name+"relayed")
}

func ghostMatchID(name string) (string, bool) {
	rest, found := strings.CutPrefix(name, ghostPrefix)
	hex, node, dotted := strings.Cut(rest, ".")
	if !found || !dotted || len(hex) != uuid.Length-len(ghostPrefix) {
		return "", false
	}
	hex = strings.ToLower(hex)
	id := strings.Join([]string{hex[:8], hex[8:12], hex[12:16], hex[16:20], hex[20:]}, "-") + "." + node
	return id, lobby.IsMatchID(id)
}

// name returns the name of the room.
func (r matchRoom) name() string {
	if !r.ghosts {
		return r.matchID
	}
	return ghostPrefix + strings.ReplaceAll(r.matchID[:uuid.Length], "-", "") + r.matchID[uuid.Length:]
}

// channelID returns the id of the room's channel.
func (r matchRoom) channelID() string { return channelPrefix + r.name() }

// stream returns the stream of the room.
func (r matchRoom) stream() stream { return stream{mode: roomMode, label: r.name()} }

// match returns the stream of the match itself, whose members play in it.
func (r matchRoom) match() stream {
	return stream{mode: matchMode, subject: r.matchID[:uuid.Length], label: r.matchID[uuid.Length+1:]}
}
