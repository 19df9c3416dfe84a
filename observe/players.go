package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/units"
	"sagishi/internal/platform/metrics"
)

const secondsPerMinute, secondsPerHour = 60, 3600

// playersBoard shows what players do.
func playersBoard() board {
	return board{
		uid: "players", title: "Players and matches", description: "Players online, lobbies, games and how they end, lost connections.",
		rows: []row{{"Now", onlinePanels()}, {"Games", gamePanels()}, {"Players", playerPanels()}},
	}
}

func onlinePanels() []panel {
	lobbies := query{expr: sum(metrics.Matches).expr + " - " + sum(metrics.GamesRunning).expr}
	return []panel{
		{kind: number, title: "Players in matches", unit: units.Short, queries: []query{sum(metrics.Players)}},
		{kind: number, title: "Connected players", unit: units.Short, queries: []query{nativeSum("nakama_sessions")}},
		{kind: number, title: "Lobbies", unit: units.Short, queries: []query{lobbies}},
		{kind: number, title: "Games", unit: units.Short, queries: []query{sum(metrics.GamesRunning)}},
		{kind: number, title: "Games that ended", about: "In the time that the dashboard shows.", unit: units.Short, queries: []query{total(metrics.Games)}},
		{kind: number, title: "New accounts", about: "In the time that the dashboard shows.", unit: units.Short, queries: []query{newAccounts()}},
		{title: "Online", unit: units.Short, queries: []query{nativeSum("nakama_sessions").as("connected"), sum(metrics.Players).as("in matches")}},
		{title: "Matches", unit: units.Short, queries: []query{lobbies.as("lobbies"), sum(metrics.GamesRunning).as("games")}},
		{
			title: "Matchmaker", unit: units.Short,
			queries: []query{nativeSum("nakama_matchmaker_tickets").as("tickets"), nativeSum("nakama_matchmaker_active_tickets").as("of them active")},
		},
	}
}

func newAccounts() query {
	return query{expr: `sum(increase(` + metrics.Logins.Exported() + `{job="nakama",instance=~"$instance",created="true"}[$__range])) or vector(0)`}
}

func gamePanels() []panel {
	return []panel{
		{title: "Games an hour, by mode", unit: units.Short, queries: []query{rate(metrics.Games, "mode").times(secondsPerHour)}},
		{title: "Games an hour, by outcome", unit: units.Short, queries: []query{rate(metrics.Games, "winner", "reason").times(secondsPerHour)}},
		{
			title: "Wins by role", about: "The part of all games in the time that the dashboard shows. `none` were abandoned.", unit: units.PercentUnit,
			queries: []query{share(metrics.Games, "winner")},
		},
		{title: "Length of games, by mode", unit: units.Seconds, queries: []query{mean(metrics.GameLength, "mode")}},
		{title: "Length of games", about: "Of the last ten minutes.", unit: units.Seconds, queries: []query{quantiles(metrics.GameLength, "0.5", "0.95")}},
		{
			title: "Kills and votes in a game", unit: units.Short,
			queries: []query{rate(metrics.Kills).over(rate(metrics.Games)).as("kills"), rate(metrics.Votes).over(rate(metrics.Games)).as("votes")},
		},
	}
}

func playerPanels() []panel {
	return []panel{
		{
			title: "Lost connections and returns a minute", unit: units.Short,
			queries: []query{
				rate(metrics.Drops, "in").times(secondsPerMinute).as("lost in a {{in}}"), rate(metrics.Returns, "in").times(secondsPerMinute).as("back in a {{in}}"),
			},
		},
		{
			title: "Leavers and removed players an hour", unit: units.Short,
			queries: []query{
				rate(metrics.Leavers).times(secondsPerHour).as("left a game alive"), rate(metrics.Removed, "reason").times(secondsPerHour).as("removed: {{reason}}"),
			},
		},
		{title: "Logins a minute, by method", unit: units.Short, queries: []query{rate(metrics.Logins, "method").times(secondsPerMinute).orZero()}},
	}
}
