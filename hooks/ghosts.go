package hooks

import (
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/edge"
	"sagishi/internal/fault"
	"sagishi/internal/lobby"
)

// listener is a session in a room.
type listener struct{ userID, sessionID string }

// gatherGhosts makes the dead who listen to the match's room, and nobody else,
// the audience of its room of the dead. It is done before each message there,
// since who was dead in one round lives in the next. Nakama cannot send one
// message of a room to some of those inside, so the dead have a room of their
// own, which they enter by writing in the match's.
func (g *guard) gatherGhosts(room matchRoom, caller edge.Caller, ghosts []lobby.Session) error {
	everyone, err := g.listeners(matchRoom{matchID: room.matchID})
	if err != nil {
		return err
	}
	writer := listener{caller.UserID, caller.SessionID}
	if !everyone[writer] {
		return fault.Precondition("join the match's room first")
	}
	dead := map[string]bool{caller.UserID: true}
	for _, ghost := range ghosts {
		dead[ghost.UserID] = true
	}
	present, err := g.listeners(room)
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

// dismiss takes listeners out of a room.
func (g *guard) dismiss(room matchRoom, present map[listener]bool, leaves func(listener) bool) error {
	for l := range present {
		if !leaves(l) {
			continue
		}
		if err := g.Nakama.StreamUserLeave(roomMode, "", "", room.name(), l.userID, l.sessionID); err != nil {
			return fmt.Errorf("leave room of the dead: %w", err)
		}
	}
	return nil
}

func (g *guard) seat(room matchRoom, l listener) error {
	const hidden, persistent = true, false
	if _, err := g.Nakama.StreamUserJoin(roomMode, "", "", room.name(), l.userID, l.sessionID, hidden, persistent, ""); err != nil {
		return fmt.Errorf("join room of the dead: %w", err)
	}
	return nil
}

func (g *guard) listeners(room matchRoom) (map[listener]bool, error) {
	presences, err := g.Nakama.StreamUserList(roomMode, "", "", room.name(), true, true)
	if err != nil {
		return nil, fmt.Errorf("list room: %w", err)
	}
	return sessionsOf(presences), nil
}

func sessionsOf(presences []runtime.Presence) map[listener]bool {
	set := make(map[listener]bool, len(presences))
	for _, p := range presences {
		set[listener{p.GetUserId(), p.GetSessionId()}] = true
	}
	return set
}
