package chat

import (
	"fmt"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// member is a session in a stream.
type member struct{ userID, sessionID string }

// removeNonMembers removes from the match's room the sessions whose player is
// no longer in the match: they would go on reading. It returns the others.
func (s *Service) removeNonMembers(room matchRoom) (map[member]bool, error) {
	playing, err := s.members(room.match())
	if err != nil {
		return nil, err
	}
	users := make(map[string]bool, len(playing))
	for m := range playing {
		users[m.userID] = true
	}
	inRoom, err := s.members(room.stream())
	if err != nil {
		return nil, err
	}
	return inRoom, s.removeFrom(room, inRoom, func(m member) bool { return !users[m.userID] })
}

// syncGhostRoom makes the members of the ghost room the ghosts among inMatch,
// the members of the match's room. It runs before each message there, because a
// ghost of one round is alive in the next. Nakama cannot send a room's message
// to some of its members, so ghosts need a room of their own.
func (s *Service) syncGhostRoom(room matchRoom, caller callback.Caller, ghosts []lobby.Session, inMatch map[member]bool) error {
	writer := member{caller.UserID, caller.SessionID}
	if !inMatch[writer] {
		return apierr.Precondition("join the match's room first")
	}
	isGhost := map[string]bool{caller.UserID: true}
	for _, ghost := range ghosts {
		isGhost[ghost.UserID] = true
	}
	inRoom, err := s.members(room.stream())
	if err != nil {
		return err
	}
	if err := s.removeFrom(room, inRoom, func(m member) bool { return !isGhost[m.userID] || !inMatch[m] }); err != nil {
		return err
	}
	for m := range inMatch {
		if !isGhost[m.userID] || inRoom[m] {
			continue
		}
		// A session that has just ended, or is on another server, misses the
		// message. Only the writer's own must be there.
		if err := s.addTo(room, m); err != nil && m == writer {
			return err
		}
	}
	return nil
}

// removeFrom removes the members for which remove is true from a room, and from
// the set.
func (s *Service) removeFrom(room matchRoom, members map[member]bool, remove func(member) bool) error {
	from := room.stream()
	for m := range members {
		if !remove(m) {
			continue
		}
		if err := s.nk.StreamUserLeave(from.mode, from.subject, from.subcontext, from.label, m.userID, m.sessionID); err != nil {
			return fmt.Errorf("remove from a match's chat room: %w", err)
		}
		delete(members, m)
	}
	return nil
}

func (s *Service) addTo(room matchRoom, m member) error {
	const hidden, persistent = true, false
	to := room.stream()
	if _, err := s.nk.StreamUserJoin(to.mode, to.subject, to.subcontext, to.label, m.userID, m.sessionID, hidden, persistent, ""); err != nil {
		return fmt.Errorf("add to the ghost room: %w", err)
	}
	return nil
}

func (s *Service) members(of stream) (map[member]bool, error) {
	presences, err := s.nk.StreamUserList(of.mode, of.subject, of.subcontext, of.label, true, true)
	if err != nil {
		return nil, fmt.Errorf("list the members of a stream: %w", err)
	}
	set := make(map[member]bool, len(presences))
	for _, p := range presences {
		set[member{p.GetUserId(), p.GetSessionId()}] = true
	}
	return set, nil
}
