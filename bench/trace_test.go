package main

import (
	"testing"

	"sagishi/game"
)

func TestRelayedGamesAreThoseThatBotsPlay(t *testing.T) {
	board, err := gamesBoard()
	if err != nil {
		t.Fatal(err)
	}
	traces := recordTraces(board, 3)
	m := mixOf(traces)
	if m.Seconds < 60 || m.Playing < 0.5 || m.Playing > 0.95 || m.Walking < 0.1 || m.Walking > 0.5 {
		t.Errorf("%+v", m)
	}
	for i := range traces {
		length := int64(len(traces[i].at))
		if at, moved, playing := traces[i].step(4, length-1); moved || playing || at != traces[i].at[length-1][4] {
			t.Errorf("game %d: in the pause after it %v, %t, %t", i, at, moved, playing)
		}
		again, _, _ := traces[i].step(4, 3*length+600)
		if at, _, _ := traces[i].step(4, 600); at != again {
			t.Errorf("game %d does not begin again: %v, %v", i, at, again)
		}
	}
}

func TestRelayedMatchesBeginAllOverTheirGames(t *testing.T) {
	c := &generator{traces: []trace{{at: make([][players]game.Vec, 1000)}}}
	var tenths [10]int
	const matches = 60
	for number := range matches {
		tenths[c.beginOf(number)/100]++
	}
	for i, n := range tenths {
		if n < 5 || n > 7 {
			t.Errorf("%d of %d matches begin in part %d of their game", n, matches, i)
		}
	}
}
