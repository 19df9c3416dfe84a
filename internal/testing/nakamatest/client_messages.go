package nakamatest

import (
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
)

// Kinds of messages that a client receives.
const (
	KindMatchData    = "match_data"
	KindNotification = "notification"
	KindChannel      = "channel_message"
	KindMatched      = "matchmaker_matched"
	KindStream       = "stream_data"
	KindOther        = "other"
)

// Message is a message that a client received over its socket.
type Message struct {
	Kind         string
	Op           int64  // of match data
	Data         []byte // the data of match data, the content of others
	Sender       string // user id; empty for the server
	Notification *api.Notification
	Envelope     *rtapi.Envelope
}

// messageOf converts an envelope.
func messageOf(envelope *rtapi.Envelope) Message {
	m := Message{Kind: KindOther, Envelope: envelope}
	switch e := envelope.GetMessage().(type) {
	case *rtapi.Envelope_MatchData:
		m.Kind, m.Op, m.Data = KindMatchData, e.MatchData.GetOpCode(), e.MatchData.GetData()
		m.Sender = e.MatchData.GetPresence().GetUserId()
	case *rtapi.Envelope_ChannelMessage:
		m.Kind, m.Data, m.Sender = KindChannel, []byte(e.ChannelMessage.GetContent()), e.ChannelMessage.GetSenderId()
	case *rtapi.Envelope_MatchmakerMatched:
		m.Kind = KindMatched
	case *rtapi.Envelope_Notifications:
		m.Kind, m.Notification = KindNotification, e.Notifications.GetNotifications()[0]
		m.Data = []byte(m.Notification.GetContent())
	case *rtapi.Envelope_StreamData:
		m.Kind, m.Data = KindStream, []byte(e.StreamData.GetData())
	}
	return m
}

// receive passes a message to the client's socket, or records it if the socket is a
// simulated one.
func (s *Session) receive(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
	case s.socket.Deliver != nil:
		s.socket.Deliver(m.Envelope)
	default:
		s.received = append(s.received, m)
	}
}

// Received returns all messages since the last Clear.
func (s *Session) Received() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// ReceivedOp returns the match data with that op code since the last Clear.
func (s *Session) ReceivedOp(op int64) []Message {
	return slices.DeleteFunc(s.Received(), func(m Message) bool { return m.Kind != KindMatchData || m.Op != op })
}

// ReceivedKind returns the messages of that kind since the last Clear.
func (s *Session) ReceivedKind(kind string) []Message {
	return slices.DeleteFunc(s.Received(), func(m Message) bool { return m.Kind != kind })
}

// Clear deletes the received messages.
func (s *Session) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received = nil
}
