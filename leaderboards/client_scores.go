package leaderboards

import (
	"context"
	"encoding/json"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/storage"
)

// The limits of a submission if clients keep the scores.
const (
	maxSubscore        = 1_000_000
	maxMetadata        = 1024 // bytes
	submissionInterval = time.Minute
	maxWait            = time.Hour // that a submission may have to wait, if the servers' clocks differ
)

// lastSubmission is the record of a player's last submission to a board.
type lastSubmission struct {
	At int64 `json:"at"` // unix seconds
}

// checkClientScore limits the submissions of clients that keep the scores. The
// time of the last one is kept in storage, so that the limit holds on every
// server.
func (s *Scores) checkClientScore(ctx context.Context, caller callback.Caller, sub submission) error {
	if err := sub.checkLimits(); err != nil {
		return err
	}
	if sub.tournament {
		// Nakama refuses it too, but then the player would have to wait.
		joined, err := s.hasRecord(ctx, caller.UserID, sub)
		if err != nil {
			return err
		}
		if !joined {
			return apierr.Precondition("join %s before submitting a score", sub.board)
		}
	}
	ref := storage.Ref{Collection: storage.Receipts, Key: "score:" + sub.board, UserID: caller.UserID}
	last, err := storage.Read[lastSubmission](ctx, s.nk, ref)
	if err != nil {
		return err
	}
	now := s.now()
	wait := time.Unix(last.Value.At, 0).Add(submissionInterval).Sub(now)
	if wait > 0 && wait < maxWait { // else a server's clock was wrong
		return apierr.Exhausted("score: one a minute on %s, try again in %d seconds", sub.board, int((wait+time.Second-1)/time.Second))
	}
	last.Value.At = now.Unix()
	err = last.Save(ctx, s.nk, storage.ReadNone)
	if storage.IsConflict(err) {
		return apierr.Exhausted("score: one a minute on %s, another was just submitted", sub.board)
	}
	return err
}

func (sub submission) checkLimits() error {
	metadata := sub.content.GetMetadata()
	if !sub.scoreValid() {
		return apierr.Invalid("score: want 0 or 1")
	}
	if sub.content.GetSubscore() < 0 || sub.content.GetSubscore() > maxSubscore {
		return apierr.Invalid("subscore: want 0..%d", maxSubscore)
	}
	if len(metadata) > maxMetadata {
		return apierr.Exhausted("metadata: want at most %d bytes", maxMetadata)
	}
	var object map[string]json.RawMessage
	if metadata != "" && (json.Unmarshal([]byte(metadata), &object) != nil || object == nil) {
		return apierr.Invalid("metadata: want a JSON object")
	}
	return nil
}
