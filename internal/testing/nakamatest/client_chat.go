package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
)

// JoinRoom joins the chat room of that name and returns the channel's id.
func (s *Session) JoinRoom(room string, persistence bool) (channelID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{ChannelJoin: &rtapi.ChannelJoin{
		Target: room, Type: int32(rtapi.ChannelJoin_ROOM), Persistence: boolValue(persistence), Hidden: boolValue(false),
	}}})
	return out.GetChannel().GetId(), err
}

// SendMessage writes to a channel and returns the message's id. The content is JSON.
func (s *Session) SendMessage(channelID, content string) (messageID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageSend{ChannelMessageSend: &rtapi.ChannelMessageSend{
		ChannelId: channelID, Content: content,
	}}})
	return out.GetChannelMessageAck().GetMessageId(), err
}

// EditMessage changes a message of a channel.
func (s *Session) EditMessage(channelID, messageID, content string) error {
	return s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageUpdate{ChannelMessageUpdate: &rtapi.ChannelMessageUpdate{
		ChannelId: channelID, MessageId: messageID, Content: content,
	}}})
}

func (s *Session) joinChannel(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	join := in.GetChannelJoin()
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	key, err := s.n.db.buildChannel(s.UserID, join.GetTarget(), join.GetType())
	if err != nil {
		return nil, err
	}
	p := s.Presence()
	p.Hidden = join.GetHidden().GetValue()
	p.Persistence = join.GetPersistence() == nil || join.GetPersistence().GetValue()
	s.n.process.track(key, p)
	return &rtapi.Envelope{Message: &rtapi.Envelope_Channel{Channel: &rtapi.Channel{
		Id: channelID(key), RoomName: key.label, Self: &rtapi.UserPresence{UserId: s.UserID, SessionId: s.SessionID, Username: s.Username},
	}}}, nil
}

func (s *Session) leaveChannel(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	key, err := channelStream(in.GetChannelLeave().GetChannelId())
	if err != nil {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid channel identifier"}
	}
	s.n.leave(key, s.SessionID, 0)
	return &rtapi.Envelope{}, nil
}

func (s *Session) sendChannelMessage(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	m := in.GetChannelMessageSend()
	return s.write(m.GetChannelId(), "", m.GetContent(), chatMessage)
}

// updateChannelMessage changes a message. The author is checked only for stored
// messages: the server does not know the others.
func (s *Session) updateChannelMessage(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	m := in.GetChannelMessageUpdate()
	return s.write(m.GetChannelId(), m.GetMessageId(), m.GetContent(), chatUpdate)
}

func (s *Session) removeChannelMessage(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	m := in.GetChannelMessageRemove()
	return s.write(m.GetChannelId(), m.GetMessageId(), "{}", chatRemove)
}

func (s *Session) write(channel, messageID, content string, code int32) (*rtapi.Envelope, error) {
	key, err := channelStream(channel)
	if err != nil {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid channel identifier"}
	}
	if code != chatMessage && !isID(messageID) {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid message identifier"}
	}
	if _, ok := normalize(content); !ok {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Message content must be a valid JSON object"}
	}
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	p, in := s.n.process.streams[key][s.SessionID]
	if !in {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Must join channel before sending messages"}
	}
	if code != chatMessage && p.Persistence && !s.n.db.isAuthor(s.UserID, messageID) {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Could not find message to update in channel history"}
	}
	by := author{s.UserID, s.Username, p.Persistence}
	ack := s.n.postMessage(s.n.db, key, s.n.db.channelMessage(messageID, content, code, by))
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageAck{ChannelMessageAck: ack}}, nil
}

func (db *database) isAuthor(userID, messageID string) bool {
	for _, m := range db.messages {
		if m.GetMessageId() == messageID {
			return m.GetSenderId() == userID
		}
	}
	return false
}

// ListMessages lists the stored messages of a channel.
func (s *Session) ListMessages(in *api.ListChannelMessagesRequest) (*api.ChannelMessageList, error) {
	return clientRequest(s, "ListChannelMessages", in, func(db *database, in *api.ListChannelMessagesRequest) (*api.ChannelMessageList, error) {
		if _, err := channelStream(in.GetChannelId()); err != nil {
			return nil, errInvalid("Invalid channel ID.")
		}
		limit := 1
		if in.GetLimit() != nil {
			limit = int(in.GetLimit().GetValue())
		}
		messages, next, err := db.listMessages(in.GetChannelId(), limit, in.GetForward().GetValue(), in.GetCursor())
		return &api.ChannelMessageList{Messages: messages, NextCursor: next, CacheableCursor: next}, err
	})
}
