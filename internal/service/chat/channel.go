package chat

import "strings"

// Nakama's stream modes of chat rooms, groups and direct messages, of a match
// that it runs itself, and of a party.
const (
	roomMode   = 2
	groupMode  = 3
	directMode = 4
	matchMode  = 6
	partyMode  = 7
)

// stream names one of Nakama's streams: a set of sessions that receive the same
// messages.
type stream struct {
	mode                       uint8
	subject, subcontext, label string
}

// parseChannel reads the id of a channel as Nakama does: mode, subject,
// subcontext and label between dots.
func parseChannel(channelID string) (stream, bool) {
	parts := strings.SplitN(channelID, ".", 4)
	if len(parts) != 4 || len(parts[0]) != 1 || parts[0] < "2" || parts[0] > "4" {
		return stream{}, false
	}
	return stream{mode: parts[0][0] - '0', subject: parts[1], subcontext: parts[2], label: parts[3]}, true
}
