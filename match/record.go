package match

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/service/results"
	"sagishi/protocol"
)

const (
	// recordTimeout limits one attempt to record a game.
	recordTimeout = 30 * time.Second
	// maxLate is how many games of a process, whose matches wait no longer, are still
	// to be recorded.
	maxLate = 1000
)

// recording is a finished game and its players' results by user id. The results
// are nil if the game could not be recorded.
type recording struct {
	finished  results.Game
	summaries map[string]results.PlayerSummary
}

// recordings tracks the games whose results are being written.
type recordings struct {
	games   int // ended so far
	running int // started and not received by the match yet
	done    chan recording
}

// newRecordings has room for more results than games can be running: a game takes
// seconds to end again, and the match waits for minutes.
func newRecordings() recordings { return recordings{done: make(chan recording, 64)} }

// startRecording passes a game that ended to the recorder. Nakama cancels the
// context of the match when the match stops, and recording must outlive that.
func (s *state) startRecording(ctx context.Context, ended game.Ended) {
	s.recordings.games++
	clear(s.lastResults)
	s.reportGame(&ended)
	finished := s.finishedGame(&ended)
	if s.recordings.running == cap(s.recordings.done) {
		metrics.GamesLost.Add(s.shared.Metrics, 1)
		s.logger.WithField("game", finished.ID).Error("game not recorded: too many games are being recorded")
		return
	}
	s.recordings.running++
	go recordGame(context.WithoutCancel(ctx), s.logger, s.shared, finished, s.recordings.done)
}

// gameID returns the id of the last game that ended.
func (s *state) gameID() string { return s.id + "#" + strconv.Itoa(s.recordings.games) }

func (s *state) finishedGame(ended *game.Ended) results.Game {
	finished := results.Game{
		ID:      s.gameID(),
		Map:     s.params.Map,
		Mode:    string(s.params.Mode),
		Private: s.params.Private,
		Winner:  protocol.Side(ended.Winner),
		Reason:  string(ended.Reason),
		Seconds: ended.Seconds,
		Bots:    ended.Bots,
		EndedAt: s.shared.Now().Unix(),
		Players: make([]results.Player, 0, len(ended.Players)),
	}
	// How many played is counted, whatever min_players was.
	if err := s.shared.Ranked.Ranges.Check(ended.Settings); err != nil {
		finished.Unranked = err.Error()
	}
	for _, p := range ended.Players {
		if p.Bot {
			continue
		}
		finished.Players = append(finished.Players, results.Player{
			UserID: string(p.UserID), Username: p.Username, Role: string(p.Role),
			Left: p.Left, LeftAlive: p.LeftAlive, TookPart: p.TookPart, Alive: p.Alive, Kills: p.Kills, TasksDone: p.TasksDone,
			Votes: p.Votes, CorrectVotes: p.CorrectVotes,
		})
	}
	return finished
}

// recordGame records a game, and tells its match how that ended. If it takes longer
// than the match waits, it goes on alone, unless too many games do so. Once the game
// itself is durable, the reconciler completes the rest, here or after a restart.
func recordGame(ctx context.Context, logger runtime.Logger, m *shared, finished results.Game, done chan<- recording) {
	defer callback.RecoverAndLog(logger, "record game")
	recorded := recording{finished: finished}
	tell := sync.OnceFunc(func() { done <- recorded })
	defer tell()
	logger = logger.WithField("game", finished.ID)
	summaries, err := m.recordWithRetries(ctx, logger, finished, m.Retries)
	if err == nil {
		recorded.summaries = summaries
		return
	}
	defer m.late.Add(-1)
	if m.late.Add(1) <= maxLate && len(m.LateRetries) > 0 {
		logger.Error("game not recorded, its match waits no longer, will retry: %v", err)
		tell()
		sleep(ctx, m.LateRetries[0])
		if _, err = m.recordWithRetries(ctx, logger, finished, m.LateRetries[1:]); err == nil {
			logger.Info("game recorded at last")
			return
		}
	}
	metrics.GamesLost.Add(m.Metrics, 1)
	logger.Error("game not recorded, giving up: %v", err)
}

// recordWithRetries records a game, again after each of the waits while it fails.
func (m *shared) recordWithRetries(
	ctx context.Context, logger runtime.Logger, finished results.Game, waits []time.Duration,
) (map[string]results.PlayerSummary, error) {
	for attempt := 0; ; attempt++ {
		summaries, err := record(ctx, m.Recorder, finished)
		if err == nil {
			return summaries, nil
		}
		metrics.RecordFailed.Add(m.Metrics, 1)
		if attempt == len(waits) {
			return nil, err
		}
		logger.Warn("game not recorded, will retry: %v", err)
		sleep(ctx, waits[attempt])
	}
}

func record(ctx context.Context, recorder Recorder, finished results.Game) (summaries map[string]results.PlayerSummary, err error) {
	ctx, cancel := context.WithTimeout(ctx, recordTimeout)
	defer cancel()
	defer callback.RecoverTo(&err)
	return recorder.Record(ctx, finished)
}

// sleep returns after d, or when the context ends.
func sleep(ctx context.Context, d time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-ctx.Done()
}
