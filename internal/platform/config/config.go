// Package config reads the plugin's configuration from Nakama's runtime
// environment (runtime.env in Nakama's configuration file).
package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Scores says who writes the boards.
type Scores string

// The two policies for client-submitted scores.
const (
	ScoresServer Scores = "server" // the server counts games; a client's submission adds nothing
	ScoresClient Scores = "client" // clients submit; the server writes no boards
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

	Scores           Scores
	RankedMinPlayers int
	RankedPrivate    bool
	RankedDailyGames int

	WeekReset          string        // a Nakama cron expression
	TournamentDuration time.Duration // 0 = up to the next reset
	Settle             time.Duration // from a period's end until its winners are frozen
	Reconcile          time.Duration // between two looks for unfinished work

	RelayedMatches bool
	AuthMethods    []string

	ReferralCap   int
	ReferralCoins int64
	IAPSandbox    bool
}

// prefix is what every name of the plugin's begins with. Nakama's environment
// may hold other names, for other modules.
const prefix = "SAGISHI_"

// Load reads the configuration. Names that do not begin with SAGISHI_ are
// others' business. The error names every unknown key and every bad value,
// each with the range that is allowed.
func Load(env map[string]string) (Config, error) {
	var (
		c      Config
		faults []error
		known  = make(map[string]bool, len(keys))
	)
	for _, k := range keys {
		known[k.Name] = true
		value, given := env[k.Name]
		if !given {
			value = k.Default
		}
		if err := k.set(&c, value); err != nil {
			faults = append(faults, fmt.Errorf("%s=%q: %w: want %s", k.Name, value, err, k.Range))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(env)) {
		if strings.HasPrefix(name, prefix) && !known[name] {
			faults = append(faults, fmt.Errorf("%s=%q: unknown key: want one of %s", name, env[name], names()))
		}
	}
	return c, errors.Join(faults...)
}

func names() string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = k.Name
	}
	return strings.Join(list, ", ")
}
