package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/hooks"
	"sagishi/internal/platform/config"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/schedule"
	"sagishi/leaderboards"
	"sagishi/match"
	"sagishi/tournaments"
)

// Version is the plugin's own.
const Version = "0.1.0"

// startTimeout bounds the calls to the database during the start.
const startTimeout = 30 * time.Second

// Host has the arguments that Nakama gives to the plugin's InitModule.
type Host struct {
	Logger runtime.Logger
	Nakama runtime.NakamaModule //nolint:forbidigo // Nakama hands it over whole; each service takes the few methods it needs
	In     runtime.Initializer
	Env    map[string]string // runtime.env
	Now    func() time.Time
	Random io.Reader // of games and join codes; nil = crypto/rand
}

// Plugin is the running plugin.
type Plugin struct {
	Rewards *tournaments.Rewards
	Results match.Recorder
	jobs    *runner
}

// Start reads the configuration and the data, creates the boards, and
// registers everything. An error says what to fix, and nothing may run then.
func Start(ctx context.Context, host Host) (*Plugin, error) {
	began := host.Now()
	c, err := config.Load(host.Env)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	if err := schedule.Check(host.Nakama, c.WeekReset, began); err != nil {
		return nil, fmt.Errorf("configuration: SAGISHI_WEEK_RESET=%q: %w: want a Nakama cron expression that fires at most once a minute",
			c.WeekReset, err)
	}
	d, err := loadData(host.Nakama, c)
	if err != nil {
		return nil, fmt.Errorf("game data: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := ensureBoards(ctx, host, c); err != nil {
		return nil, err
	}
	if err := d.ranked(c).Ranges.Check(d.rules.Settings); err != nil {
		host.Logger.Warn("no game with the default settings counts: %v; change the rules file's settings or its ranked ranges, or set SAGISHI_RANKED_SETTINGS=any", err)
	}
	metrics.Start(host.Nakama)
	p, err := register(host, c, d)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	host.Logger.Info("sagishi %s started: %d ticks a second, %d leaderboards, %d tournaments, %d guards, in %s",
		Version, c.TickRate, len(leaderboards.Table()), len(tournaments.Definitions()), len(hooks.Table()),
		host.Now().Sub(began).Round(time.Millisecond))
	return p, nil
}

func ensureBoards(ctx context.Context, host Host, c config.Config) error {
	return errors.Join(
		leaderboards.Ensure(ctx, host.Logger, host.Nakama, c.WeekReset, host.Now()),
		tournaments.Ensure(ctx, host.Logger, host.Nakama,
			tournaments.Week{Reset: c.WeekReset, Duration: c.TournamentDuration}, host.Now()),
	)
}

// Run runs the server's own jobs until the context ends.
func (p *Plugin) Run(ctx context.Context) { p.jobs.run(ctx) }

// RunJobs runs each of the jobs once.
func (p *Plugin) RunJobs(ctx context.Context) { p.jobs.runOnce(ctx) }
