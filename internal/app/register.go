package app

import (
	"errors"
	"time"

	"sagishi/hooks"
	"sagishi/internal/platform/config"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/audit"
	"sagishi/internal/service/chat"
	"sagishi/internal/service/groups"
	"sagishi/internal/service/iap"
	"sagishi/internal/service/items"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/quota"
	"sagishi/internal/service/referrals"
	"sagishi/internal/service/results"
	"sagishi/leaderboards"
	"sagishi/match"
	"sagishi/notifications"
	"sagishi/rpc"
	"sagishi/tournaments"
)

// register makes the services and registers every callback.
func register(host Host, c config.Config, d data) (*Plugin, error) {
	nk := host.Nakama
	var (
		jobs        = newRunner(host.Logger, host.Now, c.Reconcile)
		db          = database{nk: nk, caller: newCaller()}
		req         = newRequests(nk)
		ledger      = ledger.New(db).Reporting(host.Logger, nk)
		outbox      = notifications.NewOutbox(db, ledger, host.Logger, host.Now, func(at time.Time) { jobs.wake(deliverNotices, at) })
		books       = audit.New(db, host.Logger)
		itemService = items.New(req, ledger, d.catalog, host.Now)
		clubs       = groups.New(req, c.GroupMaxSize, c.GroupsOwned, host.Now)
		matches     = lobby.New(req, lobby.Options{Maps: d.maps, Settings: &d.rules.Settings, Random: host.Random, Now: host.Now})
		invited     = referrals.New(db, outbox, referrals.Options{Coins: c.ReferralCoins, Cap: c.ReferralCap, Games: c.ReferralGames}, host.Now)
		counts      = results.New(db, host.Logger, rankedOptions(c, jobs, invited), host.Now)
		players     = results.New(req, host.Logger, rankedOptions(c, jobs, invited), host.Now) // counts, for requests
		recorder    = recorder{counts, func() { jobs.wake(countGames, host.Now().Add(minRetry)) }}
		rewards     = tournaments.New(db, outbox, host.Logger, tournaments.Options{
			Prizes: d.prizes,
			Week:   c.WeekReset,
			Settle: c.Settle,
		}, host.Now)
		sold   = iap.Options{Products: d.products, Sandbox: c.IAPSandbox, Now: host.Now}
		bought = purchases{
			iap.New(req, ledger, outbox, host.Logger, sold), func() { jobs.wake(grantPurchases, host.Now().Add(minRetry)) },
		}
		scores = leaderboards.NewScores(req, counts, leaderboards.Options{
			ClientScores: c.Scores == config.ScoresClient,
			Tournaments:  tournamentIDs(),
		}, host.Now)
	)
	jobs.addAll(work{
		rewards: rewards, counts: counts, outbox: outbox, purchases: iap.New(db, ledger, outbox, host.Logger, sold), books: books,
	})
	err := errors.Join(
		rpc.Register(host.In, rpc.Deps{
			Items: itemService, Groups: clubs, Lobby: matches, Players: players, Rewards: rewards, Audit: books, Now: host.Now,
		}),
		hooks.Register(host.In, hooks.Deps{
			AuthMethods: c.AuthMethods, RelayedMatches: c.RelayedMatches, GroupDelete: c.GroupDelete, GroupMaxSize: c.GroupMaxSize,
			Nakama: nk, Scores: scores, Chat: chat.New(req, matches, host.Now), Groups: clubs, Objects: quota.New(req, c.StorageObjects, host.Now), Lobbies: matches, Players: players, Starter: itemService, Referrals: invited,
			Purchases: bought, Now: host.Now,
		}),
		match.Register(host.In, match.Deps{
			Maps: d.maps, TickRate: c.TickRate, Recorder: recorder, Codes: matches, Seats: matches, Metrics: nk, Now: host.Now, Random: host.Random,
			Ranked: d.ranked(c),
		}),
		rewards.Register(host.In, func(at time.Time) { jobs.wake(payPrizes, at) }),
	)
	return &Plugin{Rewards: rewards, Results: recorder, jobs: jobs}, err
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
		ClientScores:  c.Scores == config.ScoresClient,
		Settle:        c.Settle,
		Recheck:       func(at time.Time) { jobs.wake(countGames, at) },
		GameCounted:   invited.GameCounted,
	}
}

func tournamentIDs() []string {
	var ids []string
	for _, d := range tournaments.Definitions() {
		ids = append(ids, d.ID)
	}
	return ids
}
