package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/metrics"
)

// leave detaches a session from its seat. Only a player who leaves on purpose
// gives up the seat; any other reason is a lost connection.
func (s *state) leave(presence runtime.Presence) {
	session := presence.GetSessionId()
	delete(s.seats.pending, session)
	index, seated := s.seats.sessions[session]
	if !seated {
		return
	}
	s.detach(index)
	user := s.seats.all[index].user
	if presence.GetReason() == runtime.PresenceReasonLeave {
		s.game.Leave(user)
		return
	}
	metrics.Drops.Add(s.shared.Metrics, 1, s.part())
	s.game.Drop(user)
}

// sayRemoved tells a player of the removal that follows: Nakama tells nothing to
// those whom it removes.
func (s *state) sayRemoved(dispatcher runtime.MatchDispatcher, to game.Audience, removed game.PlayerRemoved) {
	if !s.isSeatOf(to, removed.UserID) || to&s.seats.connected() == 0 {
		return
	}
	var body game.Body = game.PlayersChanged{Change: game.Kicked, UserID: removed.UserID, Host: s.game.Host(), Players: []game.PlayerView{}}
	if removed.Reason == game.RemovedIdle {
		body = game.Refused{Code: game.CodeIdle, Text: "removed from the match: you did nothing for too long"}
	}
	if op, message := s.stage.Message(body); message != nil {
		s.send(dispatcher, to, op, message, nil)
	}
}

// kick removes a player's sessions from the match.
func (s *state) kick(dispatcher runtime.MatchDispatcher, user game.PlayerID) {
	for i := range s.seats.all {
		kicked := &s.seats.all[i]
		if kicked.connected && kicked.user == user {
			s.detach(i)
			_ = dispatcher.MatchKick([]runtime.Presence{kicked.presence})
		}
	}
}

func (s *state) detach(index int) {
	if s.seats.detach(index) {
		s.shared.addToGauge(&s.shared.players, metrics.Players, -1)
	}
}
