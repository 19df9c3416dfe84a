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
	Envelope     *rtapi.Envelope // nil for notifications and stream data
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
	}
	return m
}

func (s *Session) receive(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
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
