package nakamatest

import (
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// outgoing is a message that has not been sent yet: to a session, or else to the members
// of a stream at that time.
type outgoing struct {
	session string
	key     streamKey
	message Message
}

// changed notes who joined and left a stream. Hidden presences are not shown.
func (l *process) changed(key streamKey, joins, leaves []Presence) {
	e := presenceEvent{key: key, joins: visible(key, joins), leaves: visible(key, leaves)}
	if len(e.joins)+len(e.leaves) > 0 {
		l.later = append(l.later, outgoing{key: key, message: messageOf(e.envelope())})
	}
}

// presenceEvent is a change of a stream's members.
type presenceEvent struct {
	key           streamKey
	joins, leaves []*rtapi.UserPresence
}

func visible(key streamKey, presences []Presence) []*rtapi.UserPresence {
	var out []*rtapi.UserPresence
	for _, p := range presences {
		if p.Hidden {
			continue
		}
		shown := p.wire()
		shown.Persistence = p.Persistence
		if key.mode == streamStatus {
			shown.Status = wrapperspb.String(p.Status)
		}
		out = append(out, shown)
	}
	return out
}

// wire returns the presence as clients see it.
func (p Presence) wire() *rtapi.UserPresence {
	return &rtapi.UserPresence{UserId: p.UserID, SessionId: p.SessionID, Username: p.Username}
}

// sendLater sends what waits. As on the server, that happens after the response to the
// message that caused it.
func (n *Nakama) sendLater() {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	waiting := n.process.later
	n.process.later = nil
	for _, o := range waiting {
		n.process.deliver(o)
	}
}

func (l *process) deliver(o outgoing) {
	switch {
	case o.session != "":
		if s, ok := l.sessions[o.session]; ok {
			s.receive(o.message)
		}
	case o.key.mode == streamStatus:
		for id, follows := range l.follows {
			if s, ok := l.sessions[id]; ok && follows[o.key.subject] {
				s.receive(o.message)
			}
		}
	default:
		l.send(o.key, o.message)
	}
}

func (e presenceEvent) envelope() *rtapi.Envelope {
	id := e.key.subject + "." + e.key.label
	switch e.key.mode {
	case streamStatus:
		return &rtapi.Envelope{Message: &rtapi.Envelope_StatusPresenceEvent{StatusPresenceEvent: &rtapi.StatusPresenceEvent{
			Joins: e.joins, Leaves: e.leaves,
		}}}
	case streamChannel, streamGroup, streamDirect:
		out := &rtapi.ChannelPresenceEvent{ChannelId: channelID(e.key), Joins: e.joins, Leaves: e.leaves}
		out.RoomName, out.GroupId, out.UserIdOne, out.UserIdTwo = e.key.channelNames()
		return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelPresenceEvent{ChannelPresenceEvent: out}}
	case streamRelayed, streamMatch:
		return &rtapi.Envelope{Message: &rtapi.Envelope_MatchPresenceEvent{MatchPresenceEvent: &rtapi.MatchPresenceEvent{
			MatchId: id, Joins: e.joins, Leaves: e.leaves,
		}}}
	case streamParty:
		return &rtapi.Envelope{Message: &rtapi.Envelope_PartyPresenceEvent{PartyPresenceEvent: &rtapi.PartyPresenceEvent{
			PartyId: id, Joins: e.joins, Leaves: e.leaves,
		}}}
	default:
		return &rtapi.Envelope{Message: &rtapi.Envelope_StreamPresenceEvent{StreamPresenceEvent: &rtapi.StreamPresenceEvent{
			Stream: e.key.wire(), Joins: e.joins, Leaves: e.leaves,
		}}}
	}
}

// channelNames returns what identifies a channel to clients, depending on its kind.
func (k streamKey) channelNames() (room, group, userOne, userTwo string) {
	switch k.mode {
	case streamGroup:
		return "", k.subject, "", ""
	case streamDirect:
		return "", "", k.subject, k.subcontext
	default:
		return k.label, "", "", ""
	}
}

// wire returns the stream as clients see it.
func (k streamKey) wire() *rtapi.Stream {
	return &rtapi.Stream{Mode: int32(k.mode), Subject: k.subject, Subcontext: k.subcontext, Label: k.label}
}
