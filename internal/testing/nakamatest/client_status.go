package nakamatest

import (
	"context"
	"slices"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// maxStatus is the maximum length of a status, in bytes.
const maxStatus = 2048

func (s *Session) statusKey() streamKey { return streamKey{mode: streamStatus, subject: s.UserID} }

func (s *Session) updateStatus(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	status := in.GetStatusUpdate().GetStatus()
	switch {
	case status == nil:
		s.n.leave(s.statusKey(), s.SessionID, runtime.PresenceReasonLeave)
		return &rtapi.Envelope{}, nil
	case len(status.GetValue()) > maxStatus:
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Status must be 2048 characters or less"}
	}
	p := s.Presence()
	p.Status = status.GetValue()
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	s.n.process.update(s.statusKey(), p)
	return &rtapi.Envelope{}, nil
}

func (s *Session) followUsers(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	follow := in.GetStatusFollow()
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	var presences []*rtapi.UserPresence
	for _, id := range follow.GetUserIds() {
		if !isID(id) {
			return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid user identifier"}
		}
	}
	if slices.Contains(follow.GetUsernames(), "") {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid username"}
	}
	for _, id := range s.n.db.friendIDs(follow.GetUserIds(), follow.GetUsernames()) {
		if _, exists := s.n.db.users[id]; !exists || id == s.UserID || id == systemUser {
			continue
		}
		s.n.process.follows[s.SessionID][id] = true
		presences = append(presences, s.n.process.statusOf(id)...)
	}
	return &rtapi.Envelope{Message: &rtapi.Envelope_Status{Status: &rtapi.Status{Presences: presences}}}, nil
}

// statusOf lists the sessions of a user that show a status.
func (l *process) statusOf(userID string) []*rtapi.UserPresence {
	var out []*rtapi.UserPresence
	for _, p := range l.members(streamKey{mode: streamStatus, subject: userID}) {
		shown := p.wire()
		shown.Status = wrapperspb.String(p.Status)
		out = append(out, shown)
	}
	return out
}

func (s *Session) unfollowUsers(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	for _, id := range in.GetStatusUnfollow().GetUserIds() {
		if !isID(id) {
			return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid user identifier"}
		}
		if id != s.UserID {
			delete(s.n.process.follows[s.SessionID], id)
		}
	}
	return &rtapi.Envelope{}, nil
}

func (s *Session) ping(context.Context, *rtapi.Envelope) (*rtapi.Envelope, error) {
	return &rtapi.Envelope{Message: &rtapi.Envelope_Pong{Pong: &rtapi.Pong{}}}, nil
}

func (s *Session) pong(context.Context, *rtapi.Envelope) (*rtapi.Envelope, error) { return nil, nil } //nolint:nilnil // there is no response
