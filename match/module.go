package match

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/results"
)

// Recorder counts a finished game, durably and once however often it is asked.
// The answer says what each player is told.
type Recorder interface {
	Record(ctx context.Context, finished results.Game) (map[string]results.PlayerSummary, error)
}

// Codes takes back the join codes of matches that have ended.
type Codes interface {
	Release(ctx context.Context, matchID, code string) error
}

// Metrics is where matches report what they do.
type Metrics interface {
	MetricsCounterAdd(name string, tags map[string]string, delta int64)
	MetricsGaugeSet(name string, tags map[string]string, value float64)
	MetricsTimerRecord(name string, tags map[string]string, value time.Duration)
}

// Deps is what matches need from outside.
type Deps struct {
	Maps              map[string]*game.Map
	TickRate          int // ticks a second, 1..60; 0 = 10
	MessagesPerSecond int // of one player; 0 = 40. Twice as many may come at once
	Recorder          Recorder
	Codes             Codes
	Metrics           Metrics
	Now               func() time.Time
	Random            io.Reader       // seeds of games are drawn from it; nil = crypto/rand
	Retries           []time.Duration // waits between attempts to record a game; nil = up to some ten minutes
}

// module is what all matches of this process share.
type module struct {
	Deps
	matches atomic.Int64 // running here, for the gauge
	players atomic.Int64 // connected here, for the gauge
}

// Register makes the match handler known to Nakama.
func Register(in runtime.Initializer, deps Deps) error {
	if len(deps.Maps) == 0 || deps.Recorder == nil || deps.Codes == nil || deps.Metrics == nil || deps.Now == nil {
		return errors.New("match: maps, recorder, codes, metrics and clock are all needed")
	}
	shared := newModule(deps)
	err := in.RegisterMatch(lobby.Module, func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return &handler{module: shared}, nil
	})
	if err != nil {
		return fmt.Errorf("register match %s: %w", lobby.Module, err)
	}
	return nil
}

func newModule(deps Deps) *module {
	deps.TickRate = cmp.Or(deps.TickRate, 10)
	deps.MessagesPerSecond = cmp.Or(deps.MessagesPerSecond, 40)
	deps.Random = cmp.Or[io.Reader](deps.Random, rand.Reader)
	if deps.Retries == nil {
		deps.Retries = usualRetries()
	}
	return &module{Deps: deps}
}

// usualRetries doubles from half a second up to a minute, some ten minutes in
// all: longer than a database takes to fail over.
func usualRetries() []time.Duration {
	waits := make([]time.Duration, 0, 16)
	wait := 500 * time.Millisecond
	for range 16 {
		waits = append(waits, wait)
		wait = min(2*wait, time.Minute)
	}
	return waits
}
