package metrics

// The values of labels. Tests in internal/app and hooks compare them with what the
// plugin uses.
var (
	modes   = []string{"classic", "sabotage"}
	parts   = []string{"lobby", "game"}
	kinds   = []string{"starter", "reward", "purchase", "grant", "referral", "refund"}
	notices = []string{"tournament_reward", "referral_reward", "purchase_granted", "purchase_refunded"}
	winners = []string{"crew", "imposters", "none"}
	endings = []string{"imposters_gone", "tasks", "parity", "reactor", "abandoned"}
	codes   = []string{
		"malformed", "bad_value", "bad_target", "unknown_op", "wrong_mode", "wrong_phase", "not_host", "not_enough_players",
		"not_imposter", "dead", "cooldown", "out_of_range", "out_of_bounds", "too_fast", "no_such_player", "no_body",
		"already_voted", "no_meetings_left", "sabotage_active", "not_sabotaged", "not_your_task", "too_early", "in_vent",
		"ranked_only", "blocked", "flood", "idle", "shutdown",
	}
	refusals = []string{
		"flood", "disconnected", "match_query_rate", "social_rate", "search_rate", "list_rate", "storage_rate", "change_rate",
		"create_rate", "over_quota_rate", "contact_rate", "no_match_created", "leaver", "draining",
	}
	jobs    = []string{"pay prizes", "count games", "deliver notices", "grant purchases", "audit books", "watch drain"}
	methods = []string{
		"apple", "custom", "device", "email", "facebook", "facebook_instant", "game_center", "google", "steam",
	}
	systems = []string{"none", "android", "ios", "windows", "macos", "linux", "web", Other}
	models  = []string{"none", "iphone", "ipad", "samsung", "pixel", "generic", Other}
	flags   = []string{"true", "false"}
	removal = []string{"idle", "strikes", "host"}
)

// Players and matches.
var (
	Players      = gauge("sagishi_players", "connected players in matches")
	Matches      = gauge("sagishi_matches", "open matches")
	GamesRunning = gauge("sagishi_games_running", "matches in which a game is played; the others are in their lobby")
	Draining     = gauge("sagishi_draining", "1 while the server is drained, else 0")
	Games        = counter("sagishi_games", "games that ended",
		Label{"mode", modes}, Label{"winner", winners}, Label{"reason", endings})
	GameLength = timer("sagishi_game_length", "how long games took, from the roles to the end", Label{"mode", modes})
	Kills      = counter("sagishi_kills", "kills in games that ended")
	Votes      = counter("sagishi_votes", "votes in games that ended")
	Leavers    = counter("sagishi_leavers", "players who left a game alive, in games that ended")
	Drops      = counter("sagishi_drops", "connections that players lost", Label{"in", parts})
	Returns    = counter("sagishi_returns", "players who came back to their seat", Label{"in", parts})
	Removed    = counter("sagishi_removed", "players removed from a match", Label{"reason", removal})
	Logins     = late(counter("sagishi_logins", "logins",
		Label{"method", methods}, Label{"device_os", systems}, Label{"device_model", models}, Label{"invited", flags}, Label{"created", flags}))
)

// Money.
var (
	Payments       = counter("sagishi_payments", "payments that this server did", Label{"kind", kinds})
	CoinsGiven     = counter("sagishi_coins_given", "coins that payments gave to players", Label{"kind", kinds})
	CoinsTaken     = counter("sagishi_coins_taken", "coins that payments took from players", Label{"kind", kinds})
	RewardsOwed    = gauge("sagishi_rewards_owed", "winners of ended weeks who are not paid, as of the last run of the job `pay prizes`")
	RewardsPaid    = counter("sagishi_rewards_paid", "winners paid")
	RewardsCoins   = counter("sagishi_rewards_coins", "coins paid to winners")
	RewardsFailed  = counter("sagishi_rewards_failed", "attempts to pay a winner that failed")
	NoticesSent    = counter("sagishi_notices_sent", "notices of payments that were sent", Label{"code", notices})
	NoticesOverdue = gauge("sagishi_notices_overdue", "entries of the outbox that are older than a delivery takes, as of the last run of the job `deliver notices`")
	BooksChecked   = counter("sagishi_books_checked", "players whose wallet, ledger and receipts were compared")
	BooksOff       = counter("sagishi_books_off", "players whose wallet, ledger and receipts differ")
)

// The server.
var (
	Tick         = timer("sagishi_tick", "how long a match works on a tick, for one tick in 64")
	InputFull    = counter("sagishi_input_full", "ticks with a full queue of messages; Nakama drops what does not fit into it")
	Refused      = counter("sagishi_refused", "messages in a match that were refused", Label{"code", codes})
	Strikes      = counter("sagishi_strikes", "refused messages that are held against the sender", Label{"code", codes})
	GuardRefused = counter("sagishi_guard_refused", "calls that a guard refused", Label{"reason", refusals})
	SendFailed   = counter("sagishi_send_failed", "messages that could not be sent")
	MatchPanics  = counter("sagishi_match_panics", "matches that ended by a bug")
	RecordFailed = counter("sagishi_record_failed", "attempts to count a game that failed")
	GamesLost    = counter("sagishi_games_lost", "games that were never counted, after all attempts")
	JobFailed    = counter("sagishi_job_failed", "runs of a job that failed", Label{"job_name", jobs})
	JobSucceeded = late(gauge("sagishi_job_succeeded", "when a job last succeeded, in seconds since 1970; the server's start before that", Label{"job_name", jobs}))
)

// table has every metric above: they add themselves when the package is loaded.
var table []*Definition

// Table returns all metrics.
func Table() []Definition {
	all := make([]Definition, 0, len(table))
	for _, d := range table {
		all = append(all, *d)
	}
	return all
}

func counter(name, meaning string, labels ...Label) Counter {
	return Counter{add(Definition{Name: name, Kind: CounterKind, Labels: labels, Meaning: meaning})}
}

func gauge(name, meaning string, labels ...Label) Gauge {
	return Gauge{add(Definition{Name: name, Kind: GaugeKind, Labels: labels, Meaning: meaning})}
}

func timer(name, meaning string, labels ...Label) Timer {
	return Timer{add(Definition{Name: name, Kind: TimerKind, Labels: labels, Meaning: meaning, Late: true})}
}

func add(d Definition) *Definition {
	table = append(table, &d)
	return &d
}

// late marks a metric as a late one.
func late[M interface{ markLate() }](metric M) M {
	metric.markLate()
	return metric
}

func (d *Definition) markLate() { d.Late = true }
