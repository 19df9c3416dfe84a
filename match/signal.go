package match

import (
	"encoding/json"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
)

// Reasons for refusing a chat message. Players see them.
const (
	reasonNotInMatch = "only the players of a match may use its chat"
	reasonOldName    = "another player of this match has the username of your session: log in again"
	reasonAlive      = "the living may not write while the game is on"
)

// noSuchSignal answers a signal that is not known.
const noSuchSignal = `{"error":"no such signal"}`

// signal answers a request of the server's own code. Players cannot send signals.
func (s *state) signal(dispatcher runtime.MatchDispatcher, data string) string {
	var request lobby.Signal
	if err := json.Unmarshal([]byte(data), &request); err != nil {
		return noSuchSignal
	}
	switch request.Kind {
	case lobby.SignalChat:
		return encodeAnswer(s.chatRoom(request))
	case lobby.SignalGhost:
		return encodeAnswer(s.ghost(game.PlayerID(request.UserID)))
	case lobby.SignalJoin:
		return encodeAnswer(s.answerJoin(game.PlayerID(request.UserID), request.Metadata))
	case lobby.SignalLeave:
		return encodeAnswer(s.answerLeave(dispatcher, game.PlayerID(request.UserID)))
	case lobby.SignalStatus:
		return encodeAnswer(s.status())
	case lobby.SignalCode:
		s.code = request.Code
		return `{}`
	}
	return noSuchSignal
}

// status returns what the label does not say to operators.
func (s *state) status() lobby.StatusAnswer {
	return lobby.StatusAnswer{AgeSeconds: int64(s.shared.Now().Sub(s.created) / time.Second), Games: s.recordings.games}
}

func encodeAnswer(answer any) string {
	encoded, err := json.Marshal(answer)
	if err != nil {
		return `{"error":"the answer cannot be encoded"}`
	}
	return string(encoded)
}

// ghost says whom a player may not reach, because the player is dead in a
// running game and they live in it.
func (s *state) ghost(user game.PlayerID) lobby.GhostAnswer {
	_, seated := s.game.Seat(user)
	answer := lobby.GhostAnswer{Seated: seated}
	living, _ := s.game.GhostOf(user)
	for _, id := range living {
		answer.Living = append(answer.Living, string(id))
	}
	return answer
}

// chatRoom decides in which room a player may join or write. Nakama shows a message
// with the username of the session, which must not be that of another player here.
func (s *state) chatRoom(request lobby.Signal) lobby.ChatAnswer {
	user := game.PlayerID(request.UserID)
	index, seated := s.game.Seat(user)
	if !seated || !s.seats.connected().Has(index) {
		return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: reasonNotInMatch}
	}
	if request.Action == lobby.ChatJoin {
		return lobby.ChatAnswer{Room: lobby.RoomAll}
	}
	if s.game.NameTaken(user, request.Username) {
		return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: reasonOldName}
	}
	switch s.game.ChatRoomOf(user) {
	case game.ChatAll:
		return lobby.ChatAnswer{Room: lobby.RoomAll}
	case game.ChatGhosts:
		return lobby.ChatAnswer{Room: lobby.RoomGhosts, Ghosts: s.ghostSessions()}
	case game.ChatNone:
	}
	return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: reasonAlive}
}

// ghostSessions returns the sessions of the connected dead players.
func (s *state) ghostSessions() []lobby.Session {
	ids := s.game.Ghosts()
	sessions := make([]lobby.Session, 0, len(ids))
	for _, id := range ids {
		index, seated := s.game.Seat(id)
		if seated && s.seats.all[index].connected {
			sessions = append(sessions, lobby.Session{UserID: string(id), SessionID: s.seats.all[index].presence.GetSessionId()})
		}
	}
	return sessions
}
