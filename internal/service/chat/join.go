package chat

import (
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
)

// CheckJoin checks a request to join a channel as far as it can without asking
// the match. It returns the match's id if the channel is a match's room, and ""
// for every other channel. Refusals have code 7.
func CheckJoin(in *rtapi.ChannelJoin) (matchID string, err error) {
	kind := rtapi.ChannelJoin_Type(in.GetType())
	if kind != rtapi.ChannelJoin_ROOM && kind != rtapi.ChannelJoin_TYPE_UNSPECIFIED {
		return "", nil
	}
	room, found := parseRoom(in.GetTarget())
	switch {
	case !found && isRelayedRoom(in.GetTarget()):
		return "", checkNoHistory(in)
	case !found:
		return "", nil
	case room.ghosts:
		return "", apierr.Denied("target: ghosts enter the ghost room by writing in the match's room")
	case in.GetHidden().GetValue():
		return "", apierr.Denied("hidden: must be false in a match's room")
	}
	return room.matchID, checkNoHistory(in)
}

// checkNoHistory refuses persistence, which is Nakama's default. One player's
// persistence would put what that player writes into a history that outsiders
// can read.
func checkNoHistory(in *rtapi.ChannelJoin) error {
	if in.GetPersistence() == nil || in.GetPersistence().GetValue() {
		return apierr.Denied("persistence: must be false in a match's room")
	}
	return nil
}

// CheckHistory refuses, with code 7, to list the messages of a match's room.
func CheckHistory(in *api.ListChannelMessagesRequest) error {
	name := strings.TrimPrefix(in.GetChannelId(), channelPrefix)
	if _, found := parseRoom(name); found || isRelayedRoom(name) {
		return apierr.Denied("channel_id: a match's room has no history")
	}
	return nil
}
