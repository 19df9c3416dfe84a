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
	key, err := newStreamKey(mode, subject, subcontext, label)
	err = n.onStream("StreamUserJoin", err, func() error {
		s, ok := n.process.sessions[sessionID]
		if !ok || s.UserID != userID {
			return errors.New("session id does not exist")
		}
		already = !n.process.track(key, Presence{
			UserID: userID, SessionID: sessionID, Username: s.Username, Node: n.options.Node,
			Hidden: hidden, Persistence: persistence, Status: status, Reason: runtime.PresenceReasonJoin,
		})
		return nil
	})
	return already, err
}

// StreamUserUpdate changes the presence of a session in a stream.
func (n *Nakama) StreamUserUpdate(mode uint8, subject, subcontext, label, userID, sessionID string, hidden, persistence bool, status string) error {
	_, err := n.StreamUserJoin(mode, subject, subcontext, label, userID, sessionID, hidden, persistence, status)
	return err
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
	return n.toStream("StreamSend", streamKey{mode, subject, subcontext, label}, presences, Message{Kind: KindStream, Data: []byte(data)})
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
