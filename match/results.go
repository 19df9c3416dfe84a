package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/results"
	"sagishi/protocol"
)

// reasonNotRecorded is sent to players whose game could not be recorded.
const reasonNotRecorded = "the result could not be saved yet"

// sendResults sends op 111 for one recorded game, if one is ready.
func (s *state) sendResults(dispatcher runtime.MatchDispatcher) {
	if s.recordings.running == 0 {
		return
	}
	select {
	case recorded := <-s.recordings.done:
		s.recordings.running--
		s.sendGameResults(dispatcher, &recorded)
	default:
	}
}

// sendGameResults sends each seated player their own result.
func (s *state) sendGameResults(dispatcher runtime.MatchDispatcher, recorded *recording) {
	for _, player := range recorded.finished.Players {
		index, seated := s.game.Seat(game.PlayerID(player.UserID))
		if !seated {
			continue
		}
		summary, known := recorded.summaries[player.UserID]
		if !known {
			summary = results.PlayerSummary{Game: recorded.finished.ID, Reason: reasonNotRecorded}
		}
		message := resultsMessage(&summary)
		if recorded.finished.ID == s.gameID() {
			s.lastResults[player.UserID] = message
		}
		s.send(dispatcher, game.Only(index), protocol.OpResults, message, nil)
	}
}

// resendResults sends op 111 again to a player who returned after the end of the
// game, if it is known.
func (s *state) resendResults(dispatcher runtime.MatchDispatcher, to game.Audience) {
	if to == 0 {
		return
	}
	if message := s.lastResults[string(s.seats.all[to.First()].user)]; message != nil {
		s.send(dispatcher, to, protocol.OpResults, message, nil)
	}
}

func resultsMessage(summary *results.PlayerSummary) *protocol.Results {
	message := &protocol.Results{
		Game: summary.Game, Counted: summary.Counted, Leaderboard: summary.Leaderboard, Score: summary.Score,
		Tournament: &protocol.TournamentResult{
			Id: summary.Tournament.ID, Joined: summary.Tournament.Joined,
			CorrectVotes: int64(summary.Tournament.CorrectVotes), Score: summary.Tournament.Score,
		},
	}
	if summary.Reason != "" {
		message.Why = new(summary.Reason)
	}
	return message
}
