package match

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/gamedata"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/results"
)

// Recorder writes a finished game durably. Recording the same game again changes
// nothing. It returns each player's result, by user id.
type Recorder interface {
	Record(ctx context.Context, finished results.Game) (map[string]results.PlayerSummary, error)
}

// Codes releases the join codes of matches that have ended.
type Codes interface {
	Release(ctx context.Context, matchID, code string) error
}

// Seats knows in which match each player has a seat. Its methods do not block.
type Seats interface {
	// TakeSeat returns false if the player has a seat in another match.
	TakeSeat(userID, matchID string) bool
	ReleaseSeat(userID, matchID string)
}

// Chat sends what bots say to the chat room of their match. It may block.
type Chat interface {
	Say(ctx context.Context, matchID string, bot lobby.Bot, text string) error
}

// Drain says whether the server is emptied before it is stopped.
type Drain interface {
	// On does not block: each match calls it in each tick.
	On() bool
}

// Metrics receives the counters, gauges and timers of matches.
type Metrics interface {
	metrics.Counters
	metrics.Gauges
	metrics.Timers
}

// Deps holds the dependencies and settings of all matches.
type Deps struct {
	Maps        map[string]*game.Map
	TickRate    int // ticks per second, 1..60; 0 = 10
	Recorder    Recorder
	Codes       Codes
	Seats       Seats
	Chat        Chat  // nil = bots are silent
	Drain       Drain // nil = the server is never drained
	Metrics     Metrics
	Now         func() time.Time
	Random      io.Reader       // source of the games' seeds; nil = crypto/rand
	Ranked      gamedata.Ranked // which games count, for the label and for the host's choice of settings
	Retries     []time.Duration // waits between attempts to record a game, for which its match waits; nil = about ten minutes in all
	LateRetries []time.Duration // waits before further attempts after that; nil = none, or a day if Retries is nil
}

// shared is common to all matches of this process.
type shared struct {
	Deps
	matches atomic.Int64 // running matches, for the gauge
	games   atomic.Int64 // matches in which a game runs, for the gauge
	players atomic.Int64 // connected players, for the gauge
	saying  atomic.Int64 // messages of bots on their way
	late    atomic.Int64 // games for whose recording no match waits
}

// Register registers the match handler with Nakama. It fails if a dependency
// without a default is missing.
func Register(in runtime.Initializer, deps Deps) error {
	if len(deps.Maps) == 0 || deps.Recorder == nil || deps.Codes == nil || deps.Seats == nil || deps.Metrics == nil || deps.Now == nil {
		return errors.New("match: maps, recorder, codes, seats, metrics and clock are all needed")
	}
	common := newShared(deps)
	err := in.RegisterMatch(lobby.Module, func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return &handler{shared: common}, nil
	})
	if err != nil {
		return fmt.Errorf("register match %s: %w", lobby.Module, err)
	}
	return nil
}

func newShared(deps Deps) *shared {
	deps.TickRate = cmp.Or(deps.TickRate, 10)
	deps.Random = cmp.Or[io.Reader](deps.Random, rand.Reader)
	deps.Drain = cmp.Or[Drain](deps.Drain, neverDrained{})
	if deps.Retries == nil {
		deps.Retries = defaultRetries()
		deps.LateRetries = slices.Repeat([]time.Duration{time.Minute}, 24*60)
	}
	return &shared{Deps: deps}
}

// defaultRetries doubles the wait from half a second up to a minute, about ten
// minutes in all: longer than a database failover.
func defaultRetries() []time.Duration {
	waits := make([]time.Duration, 0, 16)
	wait := 500 * time.Millisecond
	for range 16 {
		waits = append(waits, wait)
		wait = min(2*wait, time.Minute)
	}
	return waits
}
