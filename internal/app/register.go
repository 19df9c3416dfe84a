package app

import (
	"errors"
	"time"

	"sagishi/hooks"
	"sagishi/internal/platform/config"
	"sagishi/match"
	"sagishi/rpc"
)

// register makes the services and registers every callback.
func register(host Host, c config.Config, d data) (*Plugin, error) {
	jobs := newRunner(host.Logger, host.Nakama, host.Now, c.Reconcile)
	s := newServices(host, c, d, jobs)
	jobs.addAll(s.work)
	err := errors.Join(
		rpc.Register(host.In, rpc.Deps{
			Items: s.items, Groups: s.groups, Ghosts: s.chat, Lobby: s.lobby, Players: s.players, Rewards: s.work.rewards,
			Drain: s.drain, Audit: s.work.books, Lookup: s.lookup, Notices: s.work.outbox, Version: Version,
			Settings: config.Effective(host.Env), Now: host.Now,
		}),
		hooks.Register(host.In, hooks.Deps{
			AuthMethods: c.AuthMethods, RelayedMatches: c.RelayedMatches, GroupDelete: c.GroupDelete, GroupMaxSize: c.GroupMaxSize,
			Nakama: host.Nakama, Scores: s.scores, Chat: s.chat, Groups: s.groups, Objects: s.objects, Lobbies: s.lobby,
			Players: s.players, Drain: s.drain, Starter: s.items, Referrals: s.referrals, Purchases: s.purchases, Now: host.Now,
		}),
		match.Register(host.In, match.Deps{
			Maps: d.maps, TickRate: c.TickRate, Recorder: s.recorder, Codes: s.lobby, Seats: s.lobby, Chat: s.chat, Drain: s.drain,
			Metrics: host.Nakama, Now: host.Now, Random: host.Random, Ranked: d.ranked(c),
		}),
		s.work.rewards.Register(host.In, func(at time.Time) { jobs.wake(payPrizes, at) }),
		servePlayground(host.In, c.Playground),
	)
	return &Plugin{Rewards: s.work.rewards, Results: s.recorder, jobs: jobs}, err
}
