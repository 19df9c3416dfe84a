// Command simulate plays Sagi-shi without a server: bots log in to an
// in-memory Nakama that runs the whole plugin, dress up, found a group, play
// ranked games, and a tournament week passes until the winners are paid. Then
// it plays many games of the bare rules, to show how they balance.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	seed := flag.Uint64("seed", 1, "what chance begins with")
	players := flag.Int("players", 7, "bots of the story, 4 to 10")
	games := flag.Int("games", 3, "ranked games of the story")
	seeds := flag.Int("seeds", 200, "games of the bare rules for each number of players; 0 leaves them out")
	quiet := flag.Bool("quiet", false, "print only the tables")
	flag.Parse()
	if err := run(*seed, *players, *games, *seeds, *quiet); err != nil {
		fmt.Fprintf(os.Stderr, "simulate: %v (seed %d)\n", err, *seed)
		os.Exit(1)
	}
}

func run(seed uint64, players, games, seeds int, quiet bool) error {
	if players < 4 || players > 10 || games < 1 {
		return fmt.Errorf("want 4 to 10 players and at least one game, not %d and %d", players, games)
	}
	s, err := newStory(seed, quiet)
	if err != nil {
		return err
	}
	if err := s.tell(players, games); err != nil {
		return err
	}
	if seeds == 0 {
		return nil
	}
	return balance(seeds)
}
