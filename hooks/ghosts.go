package hooks

import (
	"fmt"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// listener is a session in a room.
type listener struct{ userID, sessionID string }

// sendStrangersOut takes out of the match's room who is no longer in the match:
// whoever left or was thrown out would hear on. It returns those who stay.
func (g *guard) sendStrangersOut(room matchRoom) (map[listener]bool, error) {
	playing, err := g.listeners(room.match())
	if err != nil {
		return nil, err
	}
	users := make(map[string]bool, len(playing))
	for l := range playing {
		users[l.userID] = true
	}
	inside, err := g.listeners(room.stream())
	if err != nil {
		return nil, err
	}
	return inside, g.dismiss(room, inside, func(l listener) bool { return !users[l.userID] })
}

// gatherGhosts makes the dead among everyone in the match's room, and nobody
// else, the audience of its room of the dead. It is done before each message
// there, since who was dead in one round lives in the next. Nakama cannot send
// one message of a room to some of those inside, so the dead have a room of
// their own, which they enter by writing in the match's.
func (g *guard) gatherGhosts(room matchRoom, caller callback.Caller, ghosts []lobby.Session, everyone map[listener]bool) error {
	writer := listener{caller.UserID, caller.SessionID}
	if !everyone[writer] {
		return apierr.Precondition("join the match's room first")
	}
	dead := map[string]bool{caller.UserID: true}
	for _, ghost := range ghosts {
		dead[ghost.UserID] = true
	}
	present, err := g.listeners(room.stream())
	if err != nil {
		return err
	}
	if err := g.dismiss(room, present, func(l listener) bool { return !dead[l.userID] || !everyone[l] }); err != nil {
		return err
	}
	for l := range everyone {
		if !dead[l.userID] || present[l] {
			continue
		}
		// A listener who has just gone, or is on another server, misses the
		// message; the writer does not suffer for it.
		if err := g.seat(room, l); err != nil && l == writer {
			return err
		}
	}
	return nil
}

// dismiss takes those who must leave out of a room, and out of the set.
func (g *guard) dismiss(room matchRoom, inside map[listener]bool, leaves func(listener) bool) error {
	to := room.stream()
	for l := range inside {
		if !leaves(l) {
			continue
		}
		if err := g.Nakama.StreamUserLeave(to.mode, to.subject, to.subcontext, to.label, l.userID, l.sessionID); err != nil {
			return fmt.Errorf("send out of a match's room: %w", err)
		}
		delete(inside, l)
	}
	return nil
}

func (g *guard) seat(room matchRoom, l listener) error {
	const hidden, persistent = true, false
	to := room.stream()
	if _, err := g.Nakama.StreamUserJoin(to.mode, to.subject, to.subcontext, to.label, l.userID, l.sessionID, hidden, persistent, ""); err != nil {
		return fmt.Errorf("join the room of the dead: %w", err)
	}
	return nil
}

func (g *guard) listeners(of stream) (map[listener]bool, error) {
	presences, err := g.Nakama.StreamUserList(of.mode, of.subject, of.subcontext, of.label, true, true)
	if err != nil {
		return nil, fmt.Errorf("list who is in a room: %w", err)
	}
	set := make(map[listener]bool, len(presences))
	for _, p := range presences {
		set[listener{p.GetUserId(), p.GetSessionId()}] = true
	}
	return set, nil
}
