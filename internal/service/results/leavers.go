package results

import (
	"context"
	"slices"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

const (
	leaverMemory = 24 * time.Hour // after which an early leave is forgotten
	maxBlock     = 24 * time.Hour // the longest time without matchmaking
	maxLeaves    = 64             // kept; twelve double a minute up to a day
)

// leaverRecord is when a player left public games alive. The player may read it.
type leaverRecord struct {
	Left []Leave `json:"left"` // in the order in which they were recorded
}

// Leave is one game that a player left.
type Leave struct {
	Game string `json:"game"`
	At   int64  `json:"at"` // the end of the game, unix seconds
}

func leaverRef(user string) storage.Ref {
	return storage.Ref{Collection: storage.Stats, Key: "leaver", UserID: user}
}

// leaver reports whether leaving is held against a player: a public game that
// would count was left alive.
func (s *Service) leaver(p Player, g Game) bool {
	return s.options.LeaverLimit > 0 && p.LeftAlive && !g.Private && s.unranked(g) == ""
}

// add adds a game, once.
func (l *leaverRecord) add(g Game) {
	if slices.ContainsFunc(l.Left, func(old Leave) bool { return old.Game == g.ID }) {
		return
	}
	l.Left = slices.DeleteFunc(l.Left, func(old Leave) bool { return old.At <= g.EndedAt-int64(leaverMemory/time.Second) })
	l.Left = append(l.Left, Leave{Game: g.ID, At: g.EndedAt})
	l.Left = l.Left[max(0, len(l.Left)-maxLeaves):]
}

// blockedUntil returns until when the player may not use the matchmaker. The time
// doubles with each game beyond the limit. Games of the far future do not count: a
// server's clock was wrong.
func (l leaverRecord) blockedUntil(now time.Time, limit int, block time.Duration) time.Time {
	count, last := 0, int64(0)
	for _, left := range l.Left {
		if left.At > now.Add(-leaverMemory).Unix() && left.At < now.Add(leaverMemory).Unix() {
			count, last = count+1, max(last, left.At)
		}
	}
	if limit == 0 || count < limit {
		return time.Time{}
	}
	for range min(count-limit, maxLeaves) {
		block = min(2*block, maxBlock)
	}
	return time.Unix(last, 0).UTC().Add(block)
}

// Leaves are the public games that a player left alive, the oldest first.
type Leaves struct {
	Left         []Leave   `json:"left"`
	BlockedUntil time.Time `json:"blocked_until,omitzero"` // no matchmaking before it; it may be in the past
}

// Leaves returns the games that a player left. Its errors are internal.
func (s *Service) Leaves(ctx context.Context, userID string) (Leaves, error) {
	record, err := storage.Read[leaverRecord](ctx, s.nk, leaverRef(userID))
	return Leaves{
		Left:         append([]Leave{}, record.Value.Left...),
		BlockedUntil: record.Value.blockedUntil(s.now(), s.options.LeaverLimit, s.options.LeaverBlock),
	}, err
}

// CheckLeaver fails with the code failed precondition while the player may not
// use the matchmaker, because of too many games that were left.
func (s *Service) CheckLeaver(ctx context.Context, userID string) error {
	if s.options.LeaverLimit == 0 {
		return nil
	}
	leaves, err := s.Leaves(ctx, userID)
	if err != nil {
		return err
	}
	left := leaves.BlockedUntil.Sub(s.now())
	if left <= 0 {
		return nil
	}
	return apierr.Precondition("too many games left early: matchmaking is open again in %d seconds, private matches are open now",
		(left+time.Second-1)/time.Second)
}

// recordLeavers records the leavers of a game that counts for nobody. A game
// that counts records them with its result.
func (s *Service) recordLeavers(ctx context.Context, g Game) error {
	var leavers []string
	for _, p := range g.Players {
		if s.leaver(p, g) {
			leavers = append(leavers, p.UserID)
		}
	}
	users, err := shortread.Users(ctx, s.nk, leavers)
	if err != nil {
		return err
	}
	for _, user := range leavers {
		if users[user] == nil {
			continue // a record needs an account
		}
		err := storage.Update(ctx, s.nk, leaverRef(user), storage.ReadOwner, func(l *leaverRecord) error {
			l.add(g)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
