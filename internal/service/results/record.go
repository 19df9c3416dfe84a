package results

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/leaderboards"
	"sagishi/tournaments"
)

// result is the durable truth about one finished game that counts.
type result struct {
	Game      Game    `json:"game"`
	CountedAt int64   `json:"counted_at"` // unix seconds
	Shares    []share `json:"shares"`     // in the order of the game's players
}

// share is what the game brought to one player.
type share struct {
	UserID  string `json:"user_id"`
	Counted bool   `json:"counted"`
	Why     string `json:"why,omitempty"`
	First   bool   `json:"first,omitempty"` // the player's first counted game
	Joined  bool   `json:"joined,omitempty"`
	Score   int64  `json:"score,omitempty"` // in the tournament, before this game
	Marks   []mark `json:"marks,omitempty"`
}

// mark is points on one board, and the total of the week that follows.
type mark struct {
	Board string `json:"board"`
	Add   int64  `json:"add"`
	Total int64  `json:"total"`
	Week  int64  `json:"week"` // the expiry of the week that it counts in, unix seconds
	// Moved says that the week in which the game was counted ended before the
	// board was written, so that it counts in a later one.
	Moved bool `json:"moved,omitempty"`
}

func (m mark) tournament() bool { return m.Board == tournaments.WeeklyTopDetective }

// board is the leaderboard of a role's wins.
func board(role string) string {
	if role == imposter {
		return leaderboards.WeeklyImposterWins
	}
	return leaderboards.WeeklyCrewWins
}

func resultRef(game string) storage.Ref { return storage.Ref{Collection: storage.Results, Key: game} }

func noteRef(game string) storage.Ref { return storage.Ref{Collection: storage.Unfinished, Key: game} }

// find reads a game's result, and whether it is noted as unfinished.
func (s *Service) find(ctx context.Context, game string) (storage.Record[result], bool, error) {
	r := storage.Record[result]{Ref: resultRef(game), Version: storage.Absent}
	objects, err := s.nk.StorageRead(ctx, []*runtime.StorageRead{
		{Collection: storage.Results, Key: game},
		{Collection: storage.Unfinished, Key: game},
	})
	if err != nil {
		return r, false, fmt.Errorf("read result: %w", err)
	}
	unfinished := false
	for _, o := range objects {
		if o.GetCollection() == storage.Unfinished {
			unfinished = true
			continue
		}
		if err := decode(o, &r); err != nil {
			return r, false, err
		}
	}
	return r, unfinished, nil
}

func decode[T any](o *api.StorageObject, r *storage.Record[T]) error {
	if err := json.Unmarshal([]byte(o.GetValue()), &r.Value); err != nil {
		return fmt.Errorf("decode %s/%s: %w", o.GetCollection(), o.GetKey(), err)
	}
	r.Version = o.GetVersion()
	return nil
}

// writes are the result, its note, and the books of all whom it counts for.
func (r result) writes(books []book) ([]*runtime.StorageWrite, error) {
	created, err := storage.Write(resultRef(r.Game.ID), r, storage.Absent, storage.ReadNone)
	if err != nil {
		return nil, err
	}
	note, err := storage.Write(noteRef(r.Game.ID), struct{}{}, storage.Absent, storage.ReadNone)
	if err != nil {
		return nil, err
	}
	writes := []*runtime.StorageWrite{created, note}
	for i := range books {
		if !r.Shares[i].Counted {
			continue
		}
		more, err := books[i].writes()
		if err != nil {
			return nil, err
		}
		writes = append(writes, more...)
	}
	return writes, nil
}

// counts reports whether the game counts for any player.
func (r result) counts() bool {
	return slices.ContainsFunc(r.Shares, func(sh share) bool { return sh.Counted })
}

// answers tells each player what the result brought.
func (r result) answers() map[string]Counted {
	answers := make(map[string]Counted, len(r.Shares))
	for i, sh := range r.Shares {
		c := Counted{
			Game: r.Game.ID, Counted: sh.Counted, Why: sh.Why,
			Tournament: Tournament{ID: tournaments.WeeklyTopDetective, Joined: sh.Joined, Score: sh.Score},
		}
		if sh.Counted {
			c.Tournament.CorrectVotes = int(r.Game.Players[i].correct())
		}
		for _, m := range sh.Marks {
			if m.tournament() {
				c.Tournament.Score = m.Total
				continue
			}
			c.Leaderboard, c.Score = m.Board, m.Total
		}
		answers[sh.UserID] = c
	}
	return answers
}

// refused tells everyone that the game does not count. Where they stand in the
// tournament is only told along: not to know it refuses nobody an answer.
func (s *Service) refused(ctx context.Context, g Game, why string) map[string]Counted {
	scores, err := s.detectives(ctx, g.users())
	if err != nil {
		s.logger.WithField("game", g.ID).Warn("standing not told: %v", err)
	}
	answers := make(map[string]Counted, len(g.Players))
	for _, p := range g.Players {
		score, joined := scores[p.UserID]
		answers[p.UserID] = Counted{
			Game: g.ID, Why: why, Tournament: Tournament{ID: tournaments.WeeklyTopDetective, Joined: joined, Score: score},
		}
	}
	return answers
}
