// Command openskill rates games for a test that compares the results with
// another implementation. It reads a JSON list of games from the standard input
// and writes the list of their ratings.
package main

import (
	"encoding/json"
	"log"
	"os"

	"sagishi/internal/platform/openskill"
)

type game struct {
	Winner openskill.Team `json:"winner"`
	Loser  openskill.Team `json:"loser"`
}

type rated struct {
	Winners []openskill.Rating `json:"winners"`
	Losers  []openskill.Rating `json:"losers"`
}

func main() {
	var games []game
	if err := json.NewDecoder(os.Stdin).Decode(&games); err != nil {
		log.Fatal(err)
	}
	all := make([]rated, len(games))
	for i, g := range games {
		all[i].Winners, all[i].Losers = openskill.Rate(g.Winner, g.Loser)
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		log.Fatal(err)
	}
}
