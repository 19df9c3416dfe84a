package app

import (
	"context"
	"errors"

	"sagishi/hooks"
	"sagishi/internal/platform/config"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/chat"
	"sagishi/internal/service/groups"
	"sagishi/internal/service/iap"
	"sagishi/internal/service/items"
	"sagishi/internal/service/lobby"
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
		ledger   = ledger.New(nk).Reporting(host.Logger, nk)
		wardrobe = items.New(nk, ledger, d.catalog, host.Now)
		matches  = lobby.New(nk, lobby.Options{Maps: d.maps, Settings: &d.settings, Random: host.Random})
		invited  = referrals.New(nk, ledger, referrals.Options{Coins: c.ReferralCoins, Cap: c.ReferralCap}, host.Now)
		counts   = results.New(nk, host.Logger, results.Options{
			MinPlayers: c.RankedMinPlayers,
			Private:    c.RankedPrivate,
			DailyGames: c.RankedDailyGames,
			ClientScores:  c.Scores == config.ScoresClient,
			Settle:     c.Settle,
			FirstGame:  invited.FirstGame,
		}, host.Now)
		rewards = tournaments.New(nk, ledger, host.Logger, tournaments.Options{
			Prizes: d.prizes,
			Week:   c.WeekReset,
			Settle: c.Settle,
			Every:  c.Reconcile,
			Also: []tournaments.Job{
				{Name: "count games", Do: counts.Reconcile},
				{Name: "deliver notices", Do: func(ctx context.Context) error { return notifications.Sweep(ctx, nk, host.Now()) }},
			},
		}, host.Now)
		scores = leaderboards.NewScores(nk, counts, leaderboards.Options{
			ClientScores:   c.Scores == config.ScoresClient,
			Tournaments: tournamentIDs(),
		}, host.Now)
	)
	err := errors.Join(
		rpc.Register(host.In, rpc.Deps{
			Items: wardrobe, Groups: groups.New(nk, c.GroupMaxSize, host.Now), Lobby: matches, Rewards: rewards, Now: host.Now,
		}),
		hooks.Register(host.In, hooks.Deps{
			AuthMethods: c.AuthMethods, RelayedMatches: c.RelayedMatches, GroupDelete: c.GroupDelete, GroupMaxSize: c.GroupMaxSize,
			Nakama: nk, Scores: scores, Chat: chat.New(nk, matches, host.Now), Lobbies: matches, Starter: wardrobe, Referrals: invited,
			Purchases: iap.New(nk, ledger, host.Logger, d.products, c.IAPSandbox), Now: host.Now,
		}),
		match.Register(host.In, match.Deps{
			Maps: d.maps, TickRate: c.TickRate, Recorder: counts, Codes: matches, Metrics: nk, Now: host.Now, Random: host.Random,
		}),
		rewards.Register(host.In),
	)
	return &Plugin{Config: c, Rewards: rewards, Results: counts}, err
}

func tournamentIDs() []string {
	var ids []string
	for _, d := range tournaments.Schedule() {
		ids = append(ids, d.ID)
	}
	return ids
}
