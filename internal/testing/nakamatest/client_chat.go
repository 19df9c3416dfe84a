package nakamatest

import (
	"context"
	"slices"

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
	before := s.n.process.members(key)
	if s.n.process.track(key, p) && key.mode == streamDirect {
		s.invite(key, before)
	}
	self := p.wire()
	self.Persistence = p.Persistence
	out := &rtapi.Channel{Id: channelID(key), Presences: visible(key, before), Self: self}
	out.RoomName, out.GroupId, out.UserIdOne, out.UserIdTwo = key.channelNames()
	return &rtapi.Envelope{Message: &rtapi.Envelope_Channel{Channel: out}}, nil
}

// invite notifies the other user of a direct channel, unless they are there.
func (s *Session) invite(key streamKey, members []Presence) {
	other := key.subject
	if other == s.UserID {
		other = key.subcontext
	}
	if !slices.ContainsFunc(members, func(p Presence) bool { return !p.Hidden && p.UserID == other }) {
		s.n.notifyUser(notice{user: other, subject: s.Username + " wants to chat", content: map[string]any{"username": s.Username}, code: codeDirect, sender: s.UserID})
	}
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
		if m.api.GetMessageId() == messageID {
			return m.api.GetSenderId() == userID
		}
	}
	return false
}

// ListMessages lists the stored messages of a channel.
func (s *Session) ListMessages(in *api.ListChannelMessagesRequest) (*api.ChannelMessageList, error) {
	return clientRequest(s, "ListChannelMessages", in, func(db *database, in *api.ListChannelMessagesRequest) (*api.ChannelMessageList, error) {
		key, err := channelStream(in.GetChannelId())
		if err != nil {
			return nil, errInvalid("Invalid channel ID.")
		}
		limit := 1
		if in.GetLimit() != nil {
			limit = int(in.GetLimit().GetValue())
		}
		if limit < 1 || limit > 100 {
			return nil, errInvalid("Invalid limit - limit must be between 1 and 100.")
		}
		if err := db.mayList(s.UserID, key); err != nil {
			return nil, err
		}
		forward := in.GetForward() == nil || in.GetForward().GetValue()
		page, err := db.messagePage(in.GetChannelId(), limit, forward, in.GetCursor())
		if err != nil {
			return nil, errInvalid("Cursor is invalid or expired.")
		}
		return page, nil
	})
}

// mayList refuses the history of a group or of two other users.
func (db *database) mayList(userID string, key streamKey) error {
	switch key.mode {
	case streamGroup:
		if e, ok := db.edges[membership{key.subject, userID}]; !ok || e.state > GroupMember {
			return errInvalid("Group not found.")
		}
	case streamDirect:
		if key.subject != userID && key.subcontext != userID {
			return errInvalid("Channel not found.")
		}
	}
	return nil
}
