package match

import (
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"

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

// removePlayer removes a player whom the game removed.
func (s *state) removePlayer(dispatcher runtime.MatchDispatcher, removed game.PlayerRemoved) {
	metrics.Removed.Add(s.shared.Metrics, 1, string(removed.Reason))
	var why game.Body = game.PlayersChanged{Change: game.Kicked, UserID: removed.UserID, Host: s.game.Host(), Players: []game.PlayerView{}}
	if removed.Reason == game.RemovedIdle {
		why = game.Refused{Code: game.CodeIdle, Text: "removed from the match: you did nothing for too long"}
	}
	op, message := s.stage.Message(why)
	s.remove(dispatcher, removed.UserID, op, message)
}

// remove removes a player's sessions from the match, after a message that says why:
// Nakama tells nothing to those whom it removes.
func (s *state) remove(dispatcher runtime.MatchDispatcher, user game.PlayerID, op int64, why proto.Message) {
	for i := range s.seats.all {
		removed := &s.seats.all[i]
		if removed.connected && removed.user == user {
			s.send(dispatcher, game.Only(i), op, why, nil)
			s.detach(i)
			_ = dispatcher.MatchKick([]runtime.Presence{removed.presence})
		}
	}
}

func (s *state) detach(index int) {
	if s.seats.detach(index) {
		s.shared.addToGauge(&s.shared.players, metrics.Players, -1)
	}
}
