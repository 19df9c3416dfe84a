package hooks

import (
	"strings"

	"sagishi/internal/service/lobby"
)

// channelPrefix begins the ids of the channels of chat rooms.
const channelPrefix = "2..."

// ghostPrefix begins the name of a room of the dead. It is as long as the
// dashes that such a name leaves out, so that the name of a match's room of
// the dead fits wherever its id does.
const ghostPrefix = "rip:"

const uuidLength = 36

// matchRoom is a chat room of a match: the one named by its id, where everyone
// is, or the one of the dead.
type matchRoom struct {
	matchID string
	ghosts  bool
}

// parseRoom tells whether a room's name is that of a match of the server. The
// same match written in capitals is the same match.
func parseRoom(name string) (matchRoom, bool) {
	if id, found := ghostMatchID(name); found {
		return matchRoom{matchID: id, ghosts: true}, true
	}
	if !lobby.IsMatchID(name) {
		return matchRoom{}, false
	}
	return matchRoom{matchID: strings.ToLower(name[:uuidLength]) + name[uuidLength:]}, true
}

// roomOf tells whether a channel is a chat room of a match.
func roomOf(channelID string) (matchRoom, bool) {
	name, found := strings.CutPrefix(channelID, channelPrefix)
	if !found {
		return matchRoom{}, false
	}
	return parseRoom(name)
}

// isRelayedRoom tells whether a room's name is the id of a relayed match.
func isRelayedRoom(name string) bool {
	return strings.HasSuffix(name, ".") && lobby.IsMatchID(name+"relayed")
}

func ghostMatchID(name string) (string, bool) {
	rest, found := strings.CutPrefix(name, ghostPrefix)
	hex, node, dotted := strings.Cut(rest, ".")
	if !found || !dotted || len(hex) != uuidLength-len(ghostPrefix) {
		return "", false
	}
	hex = strings.ToLower(hex)
	id := strings.Join([]string{hex[:8], hex[8:12], hex[12:16], hex[16:20], hex[20:]}, "-") + "." + node
	return id, lobby.IsMatchID(id)
}

// name is the name of the room.
func (r matchRoom) name() string {
	if !r.ghosts {
		return r.matchID
	}
	return ghostPrefix + strings.ReplaceAll(r.matchID[:uuidLength], "-", "") + r.matchID[uuidLength:]
}

// channelID is the id of the room's channel.
func (r matchRoom) channelID() string { return channelPrefix + r.name() }

// stream is where the messages of the room go.
func (r matchRoom) stream() stream { return stream{mode: roomMode, label: r.name()} }

// match is the stream of those who are in the match.
func (r matchRoom) match() stream {
	return stream{mode: matchMode, subject: r.matchID[:uuidLength], label: r.matchID[uuidLength+1:]}
}
