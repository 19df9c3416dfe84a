package app

import (
	"time"

	"sagishi/internal/platform/config"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/audit"
	"sagishi/internal/service/chat"
	"sagishi/internal/service/drain"
	"sagishi/internal/service/groups"
	"sagishi/internal/service/iap"
	"sagishi/internal/service/items"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/lookup"
	"sagishi/internal/service/quota"
	"sagishi/internal/service/referrals"
	"sagishi/internal/service/results"
	"sagishi/leaderboards"
	"sagishi/notifications"
	"sagishi/tournaments"
)

// services has the services that the entry points and the jobs call.
type services struct {
	work      work
	items     *items.Service
	groups    *groups.Service
	lobby     *lobby.Service
	drain     *drain.Service
	lookup    *lookup.Service
	chat      *chat.Service
	objects   *quota.Service
	referrals *referrals.Service
	players   *results.Service // the results of players, for requests
	scores    *leaderboards.Scores
	purchases purchases
	recorder  recorder
}

// newServices makes the services. Those of requests and those of jobs count
// their calls to the database apart.
func newServices(host Host, c config.Config, d data, jobs *runner) services {
	var (
		db     = database{nk: host.Nakama, caller: newCaller()}
		req    = newRequests(host.Nakama)
		shop   = ledger.New(req).Reporting(host.Logger, host.Nakama) // of items
		ledger = ledger.New(db).Reporting(host.Logger, host.Nakama)
		outbox = notifications.NewOutbox(db, ledger, host.Logger, host.Now, func(at time.Time) { jobs.wake(deliverNotices, at) })
		sold   = iap.Options{Products: d.products, Sandbox: c.IAPSandbox, AppleBundle: c.AppleBundle, Now: host.Now}
		s      services
	)
	s.referrals = referrals.New(db, outbox, referrals.Options{Coins: c.ReferralCoins, Cap: c.ReferralCap, Games: c.ReferralGames}, host.Now)
	ranked := rankedOptions(c, jobs, s.referrals)
	s.drain = drain.New(host.Nakama, host.Logger, host.Now, func(at time.Time) { jobs.wake(watchDrain, at) })
	s.work = work{
		drain: s.drain,
		rewards: tournaments.New(db, outbox, host.Logger,
			tournaments.Options{Prizes: d.prizes, Week: c.WeekReset, Settle: c.Settle}, host.Now),
		counts:    results.New(db, host.Logger, ranked, host.Now),
		outbox:    outbox,
		purchases: iap.New(db, ledger, outbox, host.Logger, sold),
		books:     audit.New(db, host.Logger),
	}
	soon := func(job string) func() { return func() { jobs.wake(job, host.Now().Add(minRetry)) } }
	s.recorder = recorder{s.work.counts, soon(countGames)}
	s.purchases = purchases{iap.New(req, ledger, outbox, host.Logger, sold), soon(grantPurchases)}
	s.players = results.New(req, host.Logger, ranked, host.Now)
	s.lookup = lookup.New(req)
	s.items = items.New(req, shop, d.catalog, host.Now)
	s.groups = groups.New(req, c.GroupMaxSize, c.GroupsOwned)
	s.lobby = lobby.New(req, lobby.Options{Maps: d.maps, Settings: &d.rules.Settings, Random: host.Random, Now: host.Now})
	s.chat = chat.New(req, s.lobby, host.Now)
	s.objects = quota.New(req, c.StorageObjects, host.Now)
	s.scores = leaderboards.NewScores(req, s.players,
		leaderboards.Options{ClientScores: c.ClientScores, Tournaments: tournaments.IDs()}, host.Now)
	return s
}

// rankedOptions are the rules by which games count.
func rankedOptions(c config.Config, jobs *runner, invited *referrals.Service) results.Options {
	return results.Options{
		MinPlayers:    c.RankedMinPlayers,
		Private:       c.RankedPrivate,
		DailyGames:    c.RankedDailyGames,
		MinSeconds:    c.RankedMinSeconds,
		SameOpponents: c.RankedSameOpponents,
		ClientSkill:   c.ClientSkill,
		LeaverLimit:   c.LeaverLimit,
		LeaverBlock:   c.LeaverBlock,
		ClientScores:  c.ClientScores,
		Settle:        c.Settle,
		Recheck:       func(at time.Time) { jobs.wake(countGames, at) },
		GameCounted:   invited.GameCounted,
	}
}
