package results

import (
	"context"
	"slices"

	"sagishi/internal/platform/storage"
	"sagishi/leaderboards"
	"sagishi/tournaments"
)

// result is the durable truth about one finished game that counts.
type result struct {
	Game      Game           `json:"game"`
	CountedAt int64          `json:"counted_at"` // unix seconds
	Players   []playerResult `json:"players"`    // in the order of the game's players
}

// playerResult is the result of the game for one player.
type playerResult struct {
	UserID  string        `json:"user_id"`
	Counted bool          `json:"counted"`
	Reason  string        `json:"reason,omitempty"` // why it does not count
	Games   int64         `json:"games,omitempty"`  // counted ones of the player, with this one
	Joined  bool          `json:"joined,omitempty"` // takes part in the tournament
	Score   int64         `json:"score,omitempty"`  // in the tournament, before this game
	Updates []boardUpdate `json:"updates,omitempty"`
}

// boardUpdate is points on one board, and the week's total with them.
type boardUpdate struct {
	Board  string `json:"board"`
	Points int64  `json:"points"`
	Total  int64  `json:"total"`
	Expiry int64  `json:"expiry"` // the end of the week that it counts in, unix seconds
	// Moved means that the week in which the game was counted ended before the
	// board was written, so that it counts in a later one.
	Moved bool `json:"moved,omitempty"`
}

func (u boardUpdate) tournament() bool { return u.Board == tournaments.WeeklyTopDetective }

// winsBoard is the leaderboard of a role's wins.
func winsBoard(role string) string {
	if role == imposter {
		return leaderboards.WeeklyImposterWins
	}
	return leaderboards.WeeklyCrewWins
}

func resultRef(game string) storage.Ref { return storage.Ref{Collection: storage.Results, Key: game} }

func pendingRef(game string) storage.Ref {
	return storage.Ref{Collection: storage.PendingResults, Key: game}
}

// storedResult is a result as it is stored. It is pending while its boards may
// not be up to date.
type storedResult struct {
	storage.Record[result]

	pending bool
}

// load reads a game's result and whether it is pending.
func (s *Service) load(ctx context.Context, game string) (storedResult, error) {
	r := storage.New[result](resultRef(game))
	pending := storage.New[pendingState](pendingRef(game))
	err := storage.ReadAll(ctx, s.nk, &r, &pending)
	return storedResult{Record: r, pending: pending.Found() && pending.Value.RecheckAt == 0}, err
}

// counts reports whether the game counts for any player.
func (r result) counts() bool {
	return slices.ContainsFunc(r.Players, func(p playerResult) bool { return p.Counted })
}

// create writes a result that does not exist yet with its pending record, and
// updates the statistics of the players for whom the game counts, all in one
// transaction.
func (s *Service) create(ctx context.Context, r *storedResult, stats []playerStats) error {
	pending := storage.New[pendingState](pendingRef(r.Value.Game.ID))
	changes := []storage.Change{{Record: &r.Record, Read: storage.ReadNone}, {Record: &pending, Read: storage.ReadNone}}
	for i := range stats {
		changes = append(changes, s.changes(r.Value, i, &stats[i])...)
	}
	err := storage.SaveAll(ctx, s.nk, changes...)
	r.pending = err == nil
	return err
}

// changes returns the changes of a result in the records of one of its players.
func (s *Service) changes(r result, i int, stats *playerStats) []storage.Change {
	var changes []storage.Change
	if r.Players[i].Counted {
		changes = append(changes,
			storage.Change{Record: &stats.lifetime, Read: storage.ReadPublic},
			storage.Change{Record: &stats.weekly, Read: storage.ReadOwner},
			storage.Change{Record: &stats.day, Read: storage.ReadNone},
			storage.Change{Record: &stats.rating, Read: storage.ReadPublic},
		)
	}
	if stats.rejected == "" && s.leaver(r.Game.Players[i], r.Game) {
		stats.leaver.Value.add(r.Game)
		changes = append(changes, storage.Change{Record: &stats.leaver, Read: storage.ReadOwner})
	}
	return changes
}
