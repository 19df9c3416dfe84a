package config

import "time"

// Key is one name of the configuration, as the README's table lists it.
type Key struct {
	Name    string
	Default string
	Range   string
	Meaning string
	set     func(*Config, string) error
}

// Keys returns the whole table, in the README's order.
func Keys() []Key { return append([]Key(nil), keys...) }

var keys = []Key{
	{
		"SAGISHI_TICK_RATE", "10", "1..60", "ticks a second of a match",
		integer(1, 60, func(c *Config) *int { return &c.TickRate }),
	},
	{
		"SAGISHI_CATALOG_FILE", "", filePath, "catalog of items instead of the embedded one",
		file(func(c *Config) *string { return &c.CatalogFile }),
	},
	{
		"SAGISHI_PRIZES_FILE", "", filePath, "prize table of the tournament instead of the embedded one",
		file(func(c *Config) *string { return &c.PrizesFile }),
	},
	{
		"SAGISHI_PRODUCTS_FILE", "", filePath, "products of in-app purchases instead of the embedded ones",
		file(func(c *Config) *string { return &c.ProductsFile }),
	},
	{
		"SAGISHI_MAPS_FILE", "", filePath, "maps instead of the embedded ones",
		file(func(c *Config) *string { return &c.MapsFile }),
	},
	{
		"SAGISHI_RULES_FILE", "", filePath, "default settings of a match instead of the embedded ones",
		file(func(c *Config) *string { return &c.RulesFile }),
	},
	{
		"SAGISHI_SCORES", "server", "server or client", "who writes the boards: the server that counted the game, or clients (relayed matches)",
		choice("client", "server", func(c *Config) *bool { return &c.ClientScores }),
	},
	{
		"SAGISHI_RANKED_MIN_PLAYERS", "4", "3..15", "fewest players at the start for a game to count",
		integer(3, 15, func(c *Config) *int { return &c.RankedMinPlayers }),
	},
	{
		"SAGISHI_RANKED_PRIVATE", "false", "true or false", "whether private matches count",
		boolean(func(c *Config) *bool { return &c.RankedPrivate }),
	},
	{
		"SAGISHI_RANKED_DAILY_GAMES", "100", "1..100000", "counted games a player a day (UTC)",
		integer(1, 100_000, func(c *Config) *int { return &c.RankedDailyGames }),
	},
	{
		"SAGISHI_RANKED_SETTINGS", "ranges", "ranges or any", "settings with which games count: within the ranked ranges of the rules file, or any",
		choice("any", "ranges", func(c *Config) *bool { return &c.RankedAny }),
	},
	{
		"SAGISHI_RANKED_MIN_SECONDS", "60", "0..3600", "shortest game that counts, from the deal of the roles to the end",
		integer(0, 3600, func(c *Config) *int { return &c.RankedMinSeconds }),
	},
	{
		"SAGISHI_RANKED_SAME_OPPONENTS", "10", "1..100000", "counted games a day (UTC) with each of more than half of the others, after which a game with them does not count",
		integer(1, 100_000, func(c *Config) *int { return &c.RankedSameOpponents }),
	},
	{
		"SAGISHI_SKILL", "server", "server or client", "who says how strong a player is: the server's rating, or the client",
		choice("client", "server", func(c *Config) *bool { return &c.ClientSkill }),
	},
	{
		"SAGISHI_LEAVER_LIMIT", "3", "0..32; 0 = off", "public games left alive within 24 hours that close find_match and the matchmaker",
		integer(0, 32, func(c *Config) *int { return &c.LeaverLimit }),
	},
	{
		"SAGISHI_LEAVER_MINUTES", "10", "1..1440", "for how long they are closed, doubling with each further game up to a day",
		times(time.Minute, 1, 1440, func(c *Config) *time.Duration { return &c.LeaverBlock }),
	},
	{
		"SAGISHI_WEEK_RESET", "0 0 * * 1", "a Nakama cron expression that fires at most once a minute", "when the boards and the tournament reset",
		text(1, 128, func(c *Config) *string { return &c.WeekReset }),
	},
	{
		"SAGISHI_TOURNAMENT_DURATION_SECONDS", "0", "0..31536000; 0 = up to the next reset", "how long the tournament of a week is open",
		times(time.Second, 0, 31_536_000, func(c *Config) *time.Duration { return &c.TournamentDuration }),
	},
	{
		"SAGISHI_SETTLE_SECONDS", "5", "0..3600", "from the tournament's end until its winners are frozen",
		times(time.Second, 0, 3600, func(c *Config) *time.Duration { return &c.Settle }),
	},
	{
		"SAGISHI_RECONCILE_SECONDS", "30", "1..86400", "interval of the search for unpaid prizes and uncounted games",
		times(time.Second, 1, 86_400, func(c *Config) *time.Duration { return &c.Reconcile }),
	},
	{
		"SAGISHI_RELAYED_MATCHES", "true", "true or false", "whether clients may create relayed matches, in which nothing counts",
		boolean(func(c *Config) *bool { return &c.RelayedMatches }),
	},
	{
		"SAGISHI_AUTH_METHODS", "device,facebook,custom", "a comma-separated list of " + methodNames, "allowed login methods",
		authMethods,
	},
	{
		"SAGISHI_GROUP_MAX_SIZE", "1000", "1..100000", "upper limit for the size of a group",
		integer(1, 100_000, func(c *Config) *int { return &c.GroupMaxSize }),
	},
	{
		"SAGISHI_GROUP_DELETE", "true", "true or false", "whether superadmins may delete their groups",
		boolean(func(c *Config) *bool { return &c.GroupDelete }),
	},
	{
		"SAGISHI_GROUPS_OWNED", "20", "1..1000", "groups that a player may found and lead",
		integer(1, 1000, func(c *Config) *int { return &c.GroupsOwned }),
	},
	{
		"SAGISHI_STORAGE_OBJECTS", "200", "1..1000", "storage objects that a player may write of their own",
		integer(1, 1000, func(c *Config) *int { return &c.StorageObjects }),
	},
	{
		"SAGISHI_REFERRAL_CAP", "20", "0..100000", "number of invited players for whom one inviter is rewarded",
		integer(0, 100_000, func(c *Config) *int { return &c.ReferralCap }),
	},
	{
		"SAGISHI_REFERRAL_COINS", "100", "0..1000000", "coins for each of the two after an invited player's first counted games",
		integer(0, 1_000_000, func(c *Config) *int64 { return &c.ReferralCoins }),
	},
	{
		"SAGISHI_REFERRAL_GAMES", "3", "1..1000", "the counted game of an invited player after which the two get their coins",
		integer(1, 1000, func(c *Config) *int64 { return &c.ReferralGames }),
	},
	{
		"SAGISHI_IAP_SANDBOX", "false", "true or false", "whether purchases of a store's sandbox grant coins",
		boolean(func(c *Config) *bool { return &c.IAPSandbox }),
	},
	{
		"SAGISHI_IAP_APPLE_BUNDLE", "", "at most 155 characters", "bundle id of the app whose App Store purchases grant coins; empty: every app",
		text(0, 155, func(c *Config) *string { return &c.AppleBundle }),
	},
	{
		"SAGISHI_PLAYGROUND", "false", "true or false", "whether browsers get the page for trying out the game at /sagishi/",
		boolean(func(c *Config) *bool { return &c.Playground }),
	},
}
