package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Config is the whole configuration. Every field has a default; see keys for
// names, ranges and meanings.
type Config struct {
	TickRate int // ticks a second of a match

	CatalogFile  string // "" = the embedded data; likewise below
	PrizesFile   string
	ProductsFile string
	MapsFile     string
	RulesFile    string

	GroupMaxSize int
	GroupDelete  bool
	GroupsOwned  int

	StorageObjects int

	ClientScores        bool // clients submit the scores, and the server writes no boards
	RankedMinPlayers    int
	RankedPrivate       bool
	RankedDailyGames    int
	RankedAny           bool // games count whatever their settings are
	RankedMinSeconds    int
	RankedSameOpponents int // counted games a day with the same players

	ClientSkill bool          // clients choose their skill
	LeaverLimit int           // games left alive that close matchmaking; 0 = off
	LeaverBlock time.Duration // for how long

	WeekReset          string        // a Nakama cron expression
	TournamentDuration time.Duration // 0 = up to the next reset
	Settle             time.Duration // from a period's end until its winners are frozen
	Reconcile          time.Duration // between two searches for unfinished work

	RelayedMatches bool
	AuthMethods    []string

	ReferralCap   int
	ReferralCoins int64
	ReferralGames int64 // counted games of an invited player before the reward
	IAPSandbox    bool
	AppleBundle   string // of the app whose purchases grant coins; "" = every app

	Playground bool // whether the page for browsers is served
}

// prefix begins every key of the plugin. Nakama's environment may hold other
// keys, for other modules.
const prefix = "SAGISHI_"

// Load reads the configuration. Keys of other modules are ignored. The error
// names every bad value with the range that is allowed, every unknown key, and
// every key in the wrong case with its right spelling.
func Load(env map[string]string) (Config, error) {
	var (
		c        Config
		problems []error
		known    = make(map[string]bool, len(keys))
	)
	for _, k := range keys {
		known[k.Name] = true
		value, given := env[k.Name]
		if !given {
			value = k.Default
		}
		if err := k.set(&c, value); err != nil {
			problems = append(problems, fmt.Errorf("%s=%q: %w: want %s", k.Name, value, err, k.Range))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(env)) {
		switch upper := strings.ToUpper(name); {
		case known[name]:
		case known[upper]:
			problems = append(problems, fmt.Errorf("%s=%q: wrong case: write the key as %s", name, env[name], upper))
		case strings.HasPrefix(name, prefix):
			problems = append(problems, fmt.Errorf("%s=%q: unknown key: want one of %s", name, env[name], names()))
		}
	}
	return c, errors.Join(problems...)
}

func names() string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = k.Name
	}
	return strings.Join(list, ", ")
}
