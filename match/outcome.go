package match

import (
	"context"
	"strconv"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/results"
	"sagishi/protocol"
)

const (
	// recordTimeout bounds one attempt to record a game.
	recordTimeout = 30 * time.Second
	// whyUnrecorded tells a player that the game could not be counted yet.
	whyUnrecorded = "the result could not be saved yet"
)

// outcome is what became of a finished game. A nil counted says that it could
// not be recorded.
type outcome struct {
	finished results.Game
	counted  map[string]results.PlayerSummary
}

// recording keeps track of games whose results are being written.
type recording struct {
	games   int // ended so far
	waiting int // not yet answered
	answers chan outcome
}

// newRecording has room for more answers than games can be under way: one game
// takes seconds to end again, and a goroutine gives up in minutes.
func newRecording() recording { return recording{answers: make(chan outcome, 64)} }

// finish hands a game that ended to the recorder. The context of the match is
// cancelled when the match stops; the result must outlive that.
func (s *state) finish(ctx context.Context, ended game.Ended) {
	s.record.games++
	s.countGame(&ended)
	finished := s.finishedGame(&ended)
	if s.record.waiting == cap(s.record.answers) {
		s.logger.WithField("game", finished.ID).Error("game not recorded: too many results wait to be written")
		return
	}
	s.record.waiting++
	go record(context.WithoutCancel(ctx), s.logger, s.module, finished, s.record.answers)
}

func (s *state) finishedGame(ended *game.Ended) results.Game {
	finished := results.Game{
		ID:      s.id + "#" + strconv.Itoa(s.record.games),
		Map:     s.params.Map,
		Mode:    string(s.params.Mode),
		Private: s.params.Private,
		Winner:  protocol.Side(ended.Winner),
		Reason:  string(ended.Reason),
		EndedAt: s.module.Now().Unix(),
		Players: make([]results.Player, len(ended.Players)),
	}
	for i, p := range ended.Players {
		finished.Players[i] = results.Player{
			UserID: string(p.UserID), Username: p.Username, Role: string(p.Role),
			Left: p.Left, Alive: p.Alive, Kills: p.Kills, TasksDone: p.TasksDone,
			Votes: p.Votes, CorrectVotes: p.CorrectVotes,
		}
	}
	return finished
}

// record writes the result, again and again if it fails. Once the result
// itself is durable the reconciler finishes the rest, here or after a restart.
func record(ctx context.Context, logger runtime.Logger, m *module, finished results.Game, answers chan<- outcome) {
	done := outcome{finished: finished}
	defer func() { answers <- done }()
	defer callback.RecoverAndLog(logger, "record game")
	for attempt := 0; ; attempt++ {
		counted, err := recordOnce(ctx, m.Recorder, finished)
		if err == nil {
			done.counted = counted
			return
		}
		m.count("sagishi_record_failed", "", "")
		if attempt == len(m.Retries) {
			logger.WithField("game", finished.ID).Error("game not recorded, giving up: %v", err)
			return
		}
		logger.WithField("game", finished.ID).Warn("game not recorded, trying again: %v", err)
		wait(ctx, m.Retries[attempt])
	}
}

func recordOnce(ctx context.Context, recorder Recorder, finished results.Game) (counted map[string]results.PlayerSummary, err error) {
	ctx, cancel := context.WithTimeout(ctx, recordTimeout)
	defer cancel()
	defer callback.RecoverTo(&err)
	return recorder.Record(ctx, finished)
}

// wait lasts as long as the context that it makes.
func wait(ctx context.Context, d time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-ctx.Done()
}

// sendResults tells the players of recorded games what they brought.
func (s *state) sendResults(dispatcher runtime.MatchDispatcher) {
	if s.record.waiting == 0 {
		return
	}
	select {
	case done := <-s.record.answers:
		s.record.waiting--
		s.sendOutcome(dispatcher, &done)
	default:
	}
}

func (s *state) sendOutcome(dispatcher runtime.MatchDispatcher, done *outcome) {
	for _, player := range done.finished.Players {
		index, seated := s.game.Seat(game.PlayerID(player.UserID))
		if !seated {
			continue
		}
		counted, known := done.counted[player.UserID]
		if !known {
			counted = results.PlayerSummary{Game: done.finished.ID, Reason: whyUnrecorded}
		}
		s.send(dispatcher, game.Only(index), protocol.OpResults, resultsMessage(&counted), nil)
	}
}

func resultsMessage(c *results.PlayerSummary) *protocol.Results {
	message := &protocol.Results{
		Game: c.Game, Counted: c.Counted, Leaderboard: c.Leaderboard, Score: c.Score,
		Tournament: &protocol.TournamentResult{
			Id: c.Tournament.ID, Joined: c.Tournament.Joined,
			CorrectVotes: int64(c.Tournament.CorrectVotes), Score: c.Tournament.Score,
		},
	}
	if c.Reason != "" {
		message.Why = new(c.Reason)
	}
	return message
}
