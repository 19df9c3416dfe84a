package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/units"
	"sagishi/internal/platform/metrics"
)

// moneyBoard shows payments.
func moneyBoard() board {
	return board{
		uid: "money", title: "Money", description: "Coins, prizes, notices of payments, and whether the books agree.",
		rows: []row{{"State", statePanels()}, {"Coins", coinPanels()}, {"Prizes and notices", prizePanels()}},
	}
}

func statePanels() []panel {
	const inTime = "In the time that the dashboard shows."
	return []panel{
		{kind: mustBe0, title: "Prizes owed", about: "Winners of ended weeks who are not paid.", unit: units.Short, queries: []query{worst(metrics.RewardsOwed)}},
		{kind: mustBe0, title: "Overdue notices", unit: units.Short, queries: []query{worst(metrics.NoticesOverdue)}},
		{kind: mustBe0, title: "Failed payments of prizes", about: inTime, unit: units.Short, queries: []query{total(metrics.RewardsFailed)}},
		{kind: mustBe0, title: "Books off", about: "Players whose wallet, ledger and receipts differ. " + inTime, unit: units.Short, queries: []query{total(metrics.BooksOff)}},
		{kind: mustBe0, title: "Lost games", about: "Games that were never counted. " + inTime, unit: units.Short, queries: []query{total(metrics.GamesLost)}},
		{kind: number, title: "Books checked", about: "Players. " + inTime, unit: units.Short, queries: []query{total(metrics.BooksChecked)}},
	}
}

func coinPanels() []panel {
	return []panel{
		{title: "Coins to players an hour", unit: units.Short, queries: []query{rate(metrics.CoinsGiven, "kind").times(secondsPerHour)}},
		{title: "Coins from players an hour", unit: units.Short, queries: []query{rate(metrics.CoinsTaken, "kind").times(secondsPerHour)}},
		{title: "Payments an hour", unit: units.Short, queries: []query{rate(metrics.Payments, "kind").times(secondsPerHour)}},
	}
}

func prizePanels() []panel {
	return []panel{
		{
			title: "Winners", unit: units.Short,
			queries: []query{
				worst(metrics.RewardsOwed).as("owed"), rate(metrics.RewardsPaid).times(secondsPerMinute).as("paid a minute"),
				rate(metrics.RewardsFailed).times(secondsPerMinute).as("failed a minute"),
			},
		},
		{title: "Coins paid to winners an hour", unit: units.Short, queries: []query{rate(metrics.RewardsCoins).times(secondsPerHour)}},
		{title: "Notices sent a minute", unit: units.Short, queries: []query{rate(metrics.NoticesSent, "code").times(secondsPerMinute)}},
		{title: "Time since a job succeeded", about: "The server's start counts as a success.", unit: units.Seconds, queries: []query{age(metrics.JobSucceeded, "job_name")}},
		{title: "Failed runs of jobs a minute", unit: units.Short, queries: []query{rate(metrics.JobFailed, "job_name").times(secondsPerMinute)}},
		{title: "Failed attempts to count a game, a minute", unit: units.Short, queries: []query{rate(metrics.RecordFailed).times(secondsPerMinute)}},
	}
}
