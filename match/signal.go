package match

import (
	"encoding/json"

	"sagishi/game"
	"sagishi/internal/service/lobby"
)

// Reasons that a player reads in the chat.
const (
	reasonStranger = "only the players of a match may use its chat"
	reasonQuiet    = "the living may not write while the game is on"
)

// signal answers a question of the server itself. Players cannot send signals.
func (s *state) signal(data string) string {
	var question lobby.Signal
	if err := json.Unmarshal([]byte(data), &question); err != nil {
		return `{"error":"no such signal"}`
	}
	switch question.Kind {
	case lobby.SignalChat:
		return s.answerChat(&question)
	case lobby.SignalCode:
		s.code = question.Code
		return `{}`
	}
	return `{"error":"no such signal"}`
}

func (s *state) answerChat(question *lobby.Signal) string {
	encoded, err := json.Marshal(s.chat(game.PlayerID(question.UserID), question.Action))
	if err != nil {
		return `{"room":"none"}`
	}
	return string(encoded)
}

func (s *state) chat(user game.PlayerID, action lobby.ChatAction) lobby.ChatAnswer {
	index, seated := s.game.Seat(user)
	if !seated || !s.seats.connected().Has(index) {
		return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: reasonStranger}
	}
	if action == lobby.ChatJoin {
		return lobby.ChatAnswer{Room: lobby.RoomAll}
	}
	switch s.game.ChatRoomOf(user) {
	case game.ChatAll:
		return lobby.ChatAnswer{Room: lobby.RoomAll}
	case game.ChatGhosts:
		return lobby.ChatAnswer{Room: lobby.RoomGhosts, Ghosts: s.ghosts()}
	case game.ChatNone:
	}
	return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: reasonQuiet}
}

// ghosts are the sessions of the dead who are here.
func (s *state) ghosts() []lobby.Session {
	ids := s.game.Ghosts()
	sessions := make([]lobby.Session, 0, len(ids))
	for _, id := range ids {
		index, seated := s.game.Seat(id)
		if seated && s.seats.at[index].connected {
			sessions = append(sessions, lobby.Session{UserID: string(id), SessionID: s.seats.at[index].presence.GetSessionId()})
		}
	}
	return sessions
}
