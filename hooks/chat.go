package hooks

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// maxContent is the most bytes of a chat message.
const maxContent = 1 << 10

// joinChannel guards the chat rooms of matches. Rooms of other names, groups
// and direct messages are Nakama's business.
func (g *guard) joinChannel(ctx context.Context, caller callback.Caller, in *rtapi.ChannelJoin) error {
	kind := rtapi.ChannelJoin_Type(in.GetType())
	if kind != rtapi.ChannelJoin_ROOM && kind != rtapi.ChannelJoin_TYPE_UNSPECIFIED {
		return g.mayCall(caller)
	}
	room, found := parseRoom(in.GetTarget())
	if !found {
		return g.joinOther(caller, in)
	}
	if room.ghosts {
		return apierr.Denied("the dead are taken to their room when they write in the match's")
	}
	if err := noHistory(in); err != nil {
		return err
	}
	if in.GetHidden().GetValue() {
		return apierr.Denied("hidden: nobody listens unseen in a match's room")
	}
	if err := g.mayAsk(caller); err != nil {
		return err
	}
	answer, err := g.Rooms.Chat(ctx, room.matchID, caller.UserID, lobby.ChatJoin)
	if err != nil {
		return err
	}
	if answer.Room == lobby.RoomNone {
		return apierr.Denied("%s", reason(answer))
	}
	in.Target = room.name()
	return nil
}

// joinOther guards the rooms that belong to no match of the server.
func (g *guard) joinOther(caller callback.Caller, in *rtapi.ChannelJoin) error {
	if err := g.mayCall(caller); err != nil || !isRelayedRoom(in.GetTarget()) {
		return err
	}
	return noHistory(in)
}

// noHistory refuses persistence, which is what Nakama takes a request for that
// does not say. One player's persistence would put what that player writes into
// a history that outsiders can read.
func noHistory(in *rtapi.ChannelJoin) error {
	if in.GetPersistence() == nil || in.GetPersistence().GetValue() {
		return apierr.Denied("persistence: must be false in a match's room")
	}
	return nil
}

func (g *guard) sendMessage(ctx context.Context, caller callback.Caller, in *rtapi.ChannelMessageSend) error {
	if err := g.mayWrite(caller, in.GetContent()); err != nil {
		return err
	}
	room, found := roomOf(in.GetChannelId())
	if !found {
		return nil
	}
	heard, err := g.audience(ctx, caller, room.matchID)
	if err != nil {
		return err
	}
	in.ChannelId = heard.channelID()
	return nil
}

func (g *guard) updateMessage(ctx context.Context, caller callback.Caller, in *rtapi.ChannelMessageUpdate) error {
	if err := g.mayWrite(caller, in.GetContent()); err != nil {
		return err
	}
	channelID, err := g.edit(ctx, caller, in.GetChannelId(), in.GetMessageId())
	if err == nil {
		in.ChannelId = channelID
	}
	return err
}

func (g *guard) removeMessage(ctx context.Context, caller callback.Caller, in *rtapi.ChannelMessageRemove) error {
	if err := g.mayWrite(caller, ""); err != nil {
		return err
	}
	channelID, err := g.edit(ctx, caller, in.GetChannelId(), in.GetMessageId())
	if err == nil {
		in.ChannelId = channelID
	}
	return err
}

// mayWrite checks what holds for every channel.
func (g *guard) mayWrite(caller callback.Caller, content string) error {
	if len(content) > maxContent {
		return apierr.Invalid("content: must be at most %d bytes", maxContent)
	}
	return g.mayAsk(caller)
}

// edit returns the channel to which a change of a message goes. In a match's
// room it stands under the same gate as a new message: a ghost does not speak
// through what it wrote alive. What was written among the dead stays there.
func (g *guard) edit(ctx context.Context, caller callback.Caller, channelID, messageID string) (string, error) {
	wroteTo, own := g.authors.channelOf(caller.SessionID, messageID)
	room, found := roomOf(channelID)
	if !found {
		return channelID, g.ownMessage(caller, channelID, own && wroteTo == channelID)
	}
	if origin, known := roomOf(wroteTo); !own || !known || origin.matchID != room.matchID {
		return "", errNotYours()
	}
	heard, err := g.audience(ctx, caller, room.matchID)
	if err != nil {
		return "", err
	}
	if origin, _ := roomOf(wroteTo); origin.ghosts && !heard.ghosts {
		return "", apierr.Precondition("what was written among the dead stays there")
	}
	return heard.channelID(), nil
}

// ownMessage lets a player change a message outside of matches: one that the
// session wrote, or any in a channel with history, where Nakama knows authors.
func (g *guard) ownMessage(caller callback.Caller, channelID string, own bool) error {
	if own {
		return nil
	}
	stream, valid := parseChannel(channelID)
	if !valid {
		return nil // Nakama refuses it, and says why.
	}
	meta, err := g.Nakama.StreamUserGet(stream.mode, stream.subject, stream.subcontext, stream.label, caller.UserID, caller.SessionID)
	if err != nil {
		return err
	}
	if meta == nil || !meta.GetPersistence() {
		return errNotYours()
	}
	return nil
}

func errNotYours() error {
	return apierr.Denied("message_id: not a message that you wrote in this session, or too old")
}

// audience asks the match who hears the caller, and makes sure of it.
func (g *guard) audience(ctx context.Context, caller callback.Caller, matchID string) (matchRoom, error) {
	answer, err := g.Rooms.Chat(ctx, matchID, caller.UserID, lobby.ChatWrite)
	if err != nil {
		return matchRoom{}, err
	}
	room := matchRoom{matchID: matchID}
	if answer.Room != lobby.RoomAll && answer.Room != lobby.RoomGhosts {
		return matchRoom{}, apierr.Denied("%s", reason(answer))
	}
	everyone, err := g.sendStrangersOut(room)
	if err != nil || answer.Room == lobby.RoomAll {
		return room, err
	}
	room.ghosts = true
	return room, g.gatherGhosts(room, caller, answer.Ghosts, everyone)
}

func reason(answer lobby.ChatAnswer) string {
	if answer.Reason == "" {
		return "the match's chat is closed to you now"
	}
	return answer.Reason
}

// messageSent remembers who wrote a message that Nakama keeps no record of.
func (g *guard) messageSent(_ context.Context, caller callback.Caller, out, _ *rtapi.Envelope) error {
	ack := out.GetChannelMessageAck()
	if ack.GetMessageId() != "" && !ack.GetPersistent().GetValue() {
		g.authors.wrote(caller.SessionID, ack.GetMessageId(), ack.GetChannelId())
	}
	return nil
}

func (g *guard) listChannelMessages(_ context.Context, _ callback.Caller, in *api.ListChannelMessagesRequest) error {
	name := strings.TrimPrefix(in.GetChannelId(), channelPrefix)
	if _, found := parseRoom(name); found || isRelayedRoom(name) {
		return apierr.Denied("a match's room has no history")
	}
	return nil
}
