package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

// options are the command's flags.
type options struct {
	seed    uint64
	players int
	games   int
	seeds   int
	quiet   bool
	verbose bool
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", defaultSeed, "the same seed prints the same games")
	flag.IntVar(&o.players, "players", defaultPlayers, "bots that play the ranked games, 4 to 10")
	flag.IntVar(&o.games, "games", defaultGames, "ranked games")
	flag.IntVar(&o.seeds, "seeds", 200, "games of the bare rules for each speed, mode and number of players; 0 plays none")
	flag.BoolVar(&o.quiet, "quiet", false, "print only the tables")
	flag.BoolVar(&o.verbose, "v", false, "print also tasks, phases and every refused input")
	flag.Parse()
	if err := run(os.Stdout, o); err != nil {
		fmt.Fprintf(os.Stderr, "simulate: %v (seed %d)\n", err, o.seed)
		os.Exit(1)
	}
}

// The default seed shows games that end in different ways, and an ejection.
const (
	defaultSeed    = 9
	defaultPlayers = 7
	defaultGames   = 3
)

func run(out io.Writer, o options) error {
	if o.players < 4 || o.players > 10 || o.games < 1 {
		return fmt.Errorf("want 4 to 10 players and at least one game, not %d and %d", o.players, o.games)
	}
	s, err := newSimulation(out, o)
	if err != nil {
		return err
	}
	if err := s.run(o.players, o.games); err != nil {
		return err
	}
	if o.seeds == 0 {
		return nil
	}
	return balance(out, o.seeds)
}

// writef prints. Errors are ignored: a closed output does not stop the games.
func writef(out io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(out, format, args...)
}
