package main

// nakamaMetric is a metric that Nakama or its process exports by itself.
type nakamaMetric struct {
	name   string
	labels []string // besides job, instance and node_name
}

// nakamaMetrics are those that dashboards and alerts use. The end-to-end tests ask
// a real server for what the panels show.
//
//nolint:gochecknoglobals // a table, read-only by convention
var nakamaMetrics = []nakamaMetric{
	{"up", nil},
	{"nakama_count", []string{"transport", "rpc_id", "rpc_code"}},
	{"nakama_sessions", nil},
	{"nakama_socket_ws_opened", nil},
	{"nakama_socket_ws_closed", nil},
	{"nakama_overall_message_count", nil},
	{"nakama_overall_latency_ms", []string{"quantile"}}, // in seconds, in spite of its name
	{"nakama_overall_recv_bytes", nil},
	{"nakama_overall_sent_bytes", nil},
	{"nakama_matchmaker_tickets", nil},
	{"nakama_matchmaker_active_tickets", nil},
	{"nakama_presence_event_dequeue_latency_ms", []string{"quantile"}}, // in seconds
	{"nakama_dropped_events", nil},
	{"nakama_db_in_use_conns", nil},
	{"nakama_db_idle_conns", nil},
	{"nakama_db_total_wait_count", nil},
	{"nakama_db_total_wait_time_nanos", nil},
	{"go_goroutines", nil},
	{"go_memstats_heap_inuse_bytes", nil},
	{"go_gc_gomemlimit_bytes", nil},
	{"process_resident_memory_bytes", nil},
	{"process_cpu_seconds_total", nil},
	{"process_open_fds", nil},
	{"process_max_fds", nil},
}
