package match

import (
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// reasonLeft tells a player why the seat is given up.
const reasonLeft = "you joined another match"

// takeSeat makes this the one match in which a player has a seat. It returns
// false if the player has a seat in another one.
func (s *state) takeSeat(user game.PlayerID) bool {
	if slices.Contains(s.seats.claimed, user) {
		return true
	}
	if !s.shared.Seats.TakeSeat(string(user), s.id) {
		return false
	}
	s.seats.claimed = append(s.seats.claimed, user)
	return true
}

// releaseSeats lets players join other matches who have no seat here any more. It runs
// in every tick: where as many claimed a seat as sit on one, each of them still does.
func (s *state) releaseSeats() {
	if len(s.seats.claimed) == s.game.Count() {
		return
	}
	s.seats.claimed = slices.DeleteFunc(s.seats.claimed, func(user game.PlayerID) bool {
		if s.game.HasSeat(user) || s.seats.isPending(user) {
			return false
		}
		s.shared.Seats.ReleaseSeat(string(user), s.id)
		return true
	})
}

// releaseAllSeats is releaseSeats at the end of the match.
func (s *state) releaseAllSeats() {
	for _, user := range s.seats.claimed {
		s.shared.Seats.ReleaseSeat(string(user), s.id)
	}
	s.seats.claimed = nil
}

// answerJoin says whether a player could join with the metadata. It changes
// nothing.
func (s *state) answerJoin(user game.PlayerID, metadata map[string]string) lobby.JoinAnswer {
	answer := lobby.JoinAnswer{
		Open:   s.currentLabel().Open,
		Seated: s.game.HasSeat(user) || s.seats.hasPlayer(user),
	}
	if _, reason := readPreferences(metadata); reason != "" {
		answer.Reason = reason
	} else if err := s.game.CheckJoin(user, metadata[lobby.UsernameKey]); err != nil {
		answer.Reason = err.Error()
	} else if s.fullWithPending(user) {
		answer.Reason = reasonFull
	}
	return answer
}

// answerLeave gives up the seat of a player who joins another match, unless the
// player is alive in a game that runs.
func (s *state) answerLeave(dispatcher runtime.MatchDispatcher, user game.PlayerID) lobby.LeaveAnswer {
	if s.game.InPlay(user) {
		return lobby.LeaveAnswer{Playing: true}
	}
	s.seats.dropPending(user)
	if s.game.HasSeat(user) {
		s.remove(dispatcher, user, protocol.OpRejected, &protocol.Rejected{Code: codeNotSeated, Message: reasonLeft})
		s.game.Leave(user)
	}
	s.releaseSeats()
	return lobby.LeaveAnswer{}
}
