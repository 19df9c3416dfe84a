package nakamatest

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
)

// onStream runs work on a stream.
func (n *Nakama) onStream(method string, err error, work func() error) error {
	return n.call(context.Background(), method, func(*database) error {
		if err != nil {
			return err
		}
		return work()
	})
}

// StreamUserList lists the sessions in a stream.
func (n *Nakama) StreamUserList(mode uint8, subject, subcontext, label string, includeHidden, includeNotHidden bool) (out []runtime.Presence, err error) {
	key, err := newStreamKey(mode, subject, subcontext, label)
	err = n.onStream("StreamUserList", err, func() error {
		out = []runtime.Presence{}
		for _, p := range n.process.members(key) {
			if (p.Hidden && includeHidden) || (!p.Hidden && includeNotHidden) {
				out = append(out, p)
			}
		}
		return nil
	})
	return orNil(out, err)
}

// StreamUserGet returns a session in a stream, or nil.
func (n *Nakama) StreamUserGet(mode uint8, subject, subcontext, label, userID, sessionID string) (out runtime.PresenceMeta, err error) {
	key, err := newStreamKey(mode, subject, subcontext, label)
	err = n.onStream("StreamUserGet", err, func() error {
		if m, ok := n.process.streams[key][sessionID]; ok && m.UserID == userID {
			out = m.Presence
		}
		return nil
	})
	return out, err
}

// StreamCount counts the sessions in a stream.
func (n *Nakama) StreamCount(mode uint8, subject, subcontext, label string) (count int, err error) {
	key, err := newStreamKey(mode, subject, subcontext, label)
	err = n.onStream("StreamCount", err, func() error {
		count = len(n.process.streams[key])
		return nil
	})
	return count, err
}

// StreamUserJoin adds a session to a stream, and reports whether it was
// there already.
func (n *Nakama) StreamUserJoin(mode uint8, subject, subcontext, label, userID, sessionID string, hidden, persistence bool, status string) (already bool, err error) {
	p := Presence{UserID: userID, SessionID: sessionID, Hidden: hidden, Persistence: persistence, Status: status, Reason: runtime.PresenceReasonJoin}
	err = n.changeStream("StreamUserJoin", streamKey{mode, subject, subcontext, label}, p, func(key streamKey, p Presence) {
		already = !n.process.track(key, p)
	})
	return already, err
}

// changeStream runs work with the presence of a session that exists.
func (n *Nakama) changeStream(method string, key streamKey, p Presence, work func(streamKey, Presence)) error {
	key, err := newStreamKey(key.mode, key.subject, key.subcontext, key.label)
	defer n.sendLater()
	return n.onStream(method, err, func() error {
		s, ok := n.process.sessions[p.SessionID]
		if !ok || s.UserID != p.UserID {
			return errors.New("session id does not exist")
		}
		p.Username, p.Node = s.Username, n.options.Node
		work(key, p)
		return nil
	})
}

// StreamUserUpdate changes the presence of a session in a stream.
func (n *Nakama) StreamUserUpdate(mode uint8, subject, subcontext, label, userID, sessionID string, hidden, persistence bool, status string) error {
	p := Presence{UserID: userID, SessionID: sessionID, Hidden: hidden, Persistence: persistence, Status: status, Reason: runtime.PresenceReasonUpdate}
	return n.changeStream("StreamUserUpdate", streamKey{mode, subject, subcontext, label}, p, n.process.update)
}

// StreamUserLeave removes a session from a stream.
func (n *Nakama) StreamUserLeave(mode uint8, subject, subcontext, label, userID, sessionID string) error {
	key, err := newStreamKey(mode, subject, subcontext, label)
	if err := n.onStream("StreamUserLeave", err, func() error { return nil }); err != nil {
		return err
	}
	n.leave(key, sessionID, runtime.PresenceReasonLeave)
	return nil
}

// StreamUserKick removes a session from a stream.
func (n *Nakama) StreamUserKick(mode uint8, subject, subcontext, label string, presence runtime.Presence) error {
	return n.StreamUserLeave(mode, subject, subcontext, label, presence.GetUserId(), presence.GetSessionId())
}

// StreamClose removes all sessions from a stream.
func (n *Nakama) StreamClose(mode uint8, subject, subcontext, label string) error {
	key, err := newStreamKey(mode, subject, subcontext, label)
	var members []Presence
	err = n.onStream("StreamClose", err, func() error {
		members = n.process.members(key)
		return nil
	})
	for _, p := range members {
		n.leave(key, p.SessionID, runtime.PresenceReasonLeave)
	}
	return err
}

// StreamSend sends data to a stream, or to some of its sessions.
func (n *Nakama) StreamSend(mode uint8, subject, subcontext, label, data string, presences []runtime.Presence, reliable bool) error {
	key := streamKey{mode, subject, subcontext, label}
	return n.toStream("StreamSend", key, presences, messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_StreamData{StreamData: &rtapi.StreamData{
		Stream: key.wire(), Data: data, Reliable: reliable,
	}}}))
}

// StreamSendRaw sends an envelope to a stream, or to some of its sessions.
func (n *Nakama) StreamSendRaw(mode uint8, subject, subcontext, label string, msg *rtapi.Envelope, presences []runtime.Presence, reliable bool) error {
	return n.toStream("StreamSendRaw", streamKey{mode, subject, subcontext, label}, presences, messageOf(proto.CloneOf(msg)))
}

func (n *Nakama) toStream(method string, key streamKey, presences []runtime.Presence, m Message) error {
	return n.onStream(method, nil, func() error {
		if len(presences) == 0 {
			n.process.send(key, m)
			return nil
		}
		for _, p := range presences {
			if s, ok := n.process.sessions[p.GetSessionId()]; ok {
				s.receive(m)
			}
		}
		return nil
	})
}
