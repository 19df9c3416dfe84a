package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/units"
	"sagishi/internal/platform/metrics"
)

// serverBoard shows how the servers do.
func serverBoard() board {
	return board{
		uid: "server", title: "Server", description: "Ticks, refusals, memory, sockets, the database and its queues.",
		rows: []row{{"Now", nowPanels()}, {"Matches", tickPanels()}, {"Refusals", refusalPanels()}, {"Process", processPanels()}, {"Requests and database", requestPanels()}},
	}
}

func nowPanels() []panel {
	return []panel{
		{kind: number, title: "Servers that answer", unit: units.Short, queries: []query{nativeSum("up")}},
		{kind: number, title: "Servers that are drained", unit: units.Short, queries: []query{sum(metrics.Draining)}},
		{kind: number, title: "Games that run", unit: units.Short, queries: []query{sum(metrics.GamesRunning)}},
		{kind: number, title: "Players", unit: units.Short, queries: []query{nativeSum("nakama_sessions")}},
		{kind: number, title: "One tick in 100 takes", unit: units.Seconds, queries: []query{quantiles(metrics.Tick, "0.99")}},
		{kind: number, title: "Most memory", unit: units.BytesIEC, queries: []query{grouped("max", native("process_resident_memory_bytes"), nil)}},
	}
}

func tickPanels() []panel {
	return []panel{
		{
			title: "Work on a tick", about: "Of the last ten minutes. A tick is 100 ms by default.", unit: units.Seconds,
			queries: []query{quantiles(metrics.Tick, "0.5", "0.95", "0.99"), mean(metrics.Tick)},
		},
		{
			title: "Dropped and unsent messages a second", about: "Ticks with a full input queue: Nakama drops what does not fit.", unit: units.Short,
			queries: []query{
				rate(metrics.InputFull).as("ticks with a full input queue"), rate(metrics.SendFailed).as("not sent"),
				nativeRate("nakama_dropped_events").orZero().as("dropped events"),
			},
		},
		{title: "Matches that ended by a bug, an hour", unit: units.Short, queries: []query{rate(metrics.MatchPanics).times(secondsPerHour)}},
	}
}

func refusalPanels() []panel {
	return []panel{
		{title: "Refused messages in matches, a second", unit: units.Short, queries: []query{rate(metrics.Refused, "code")}},
		{title: "Of them held against the sender, a second", unit: units.Short, queries: []query{rate(metrics.Strikes, "code")}},
		{title: "Calls refused by guards, a second", unit: units.Short, queries: []query{rate(metrics.GuardRefused, "reason")}},
	}
}

func processPanels() []panel {
	perInstance := []string{"instance"}
	return []panel{
		{
			title: "Memory", unit: units.BytesIEC,
			queries: []query{
				grouped("max", native("process_resident_memory_bytes"), perInstance).as("{{instance}} resident"),
				grouped("max", native("go_memstats_heap_inuse_bytes"), perInstance).as("{{instance}} heap"),
			},
		},
		{title: "Processor cores", unit: units.Short, queries: []query{nativeRate("process_cpu_seconds_total", "instance")}},
		{title: "Goroutines", unit: units.Short, queries: []query{grouped("max", native("go_goroutines"), perInstance)}},
		{
			title: "Sockets", unit: units.Short,
			queries: []query{
				nativeSum("nakama_sessions").as("sessions"), nativeRate("nakama_socket_ws_opened").times(secondsPerMinute).as("opened a minute"),
				nativeRate("nakama_socket_ws_closed").times(secondsPerMinute).as("closed a minute"),
			},
		},
		{
			title: "Open files", about: "Of those that the process may open. A player takes one.", unit: units.PercentUnit,
			queries: []query{grouped("max", native("process_open_fds")+" / "+native("process_max_fds"), perInstance)},
		},
		{
			title: "Network", unit: units.BytesPerSecondIEC,
			queries: []query{nativeRate("nakama_overall_recv_bytes").as("received"), nativeRate("nakama_overall_sent_bytes").as("sent")},
		},
	}
}

func requestPanels() []panel {
	slow := func(name string) query {
		return query{expr: `max by (quantile) (` + name + `{job="nakama",instance=~"$instance",quantile=~"0.5|0.95|0.99"})`, legend: "{{quantile}} of all"}
	}
	return []panel{
		{title: "Requests a second, by answer", unit: units.RequestsPerSecond, queries: []query{nativeRate("nakama_count", "rpc_code")}},
		{title: "Time of requests", about: "Of the last ten minutes.", unit: units.Seconds, queries: []query{slow("nakama_overall_latency_ms")}},
		{title: "Messages by socket, a second", unit: units.Short, queries: []query{nativeRate("nakama_overall_message_count")}},
		{
			title: "Connections to the database", unit: units.Short,
			queries: []query{nativeSum("nakama_db_in_use_conns").as("in use"), nativeSum("nakama_db_idle_conns").as("idle")},
		},
		{
			title: "Waits for a connection to the database", about: "Seconds of waiting in a second: how many calls wait at a time.", unit: units.Short,
			queries: []query{
				{expr: "sum(rate(" + native("nakama_db_total_wait_time_nanos") + "[$__rate_interval])) / 1e9", legend: "waiting"},
				nativeRate("nakama_db_total_wait_count").as("waits a second"),
			},
		},
		{title: "Delay of presences", about: "How long joins and leaves wait for the tracker of presences.", unit: units.Seconds, queries: []query{slow("nakama_presence_event_dequeue_latency_ms")}},
	}
}
