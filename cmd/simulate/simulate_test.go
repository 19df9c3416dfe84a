package main

import (
	"reflect"
	"testing"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/platform/gamedata"
)

func TestEveryStoryIsToldToItsEnd(t *testing.T) {
	for seed := range uint64(3) {
		s, err := newStory(seed, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.tell(5, 2); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		var games int64
		for _, p := range s.bots {
			stats, err := s.lifetime(p)
			if err != nil {
				t.Fatal(err)
			}
			games += stats.Games
		}
		if games != 10 {
			t.Errorf("seed %d: five players in two games were counted %d times", seed, games)
		}
		for _, entry := range s.nk.Logger().Entries() {
			if entry.Level == "error" {
				t.Errorf("seed %d: %s", seed, entry.Message)
			}
		}
	}
}

func TestArgumentsAreChecked(t *testing.T) {
	for _, tc := range []struct{ players, games int }{{3, 1}, {11, 1}, {5, 0}} {
		if err := run(1, tc.players, tc.games, 0, true); err == nil {
			t.Errorf("%d players and %d games were accepted", tc.players, tc.games)
		}
	}
}

func TestEverySeedIsPlayedOnce(t *testing.T) {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	o := bots.Options{Map: all["space_station"], Mode: game.SabotageMode}
	want := &total{wins: map[game.Role]int{}, reasons: map[game.EndReason]int{}}
	for seed := range uint64(12) {
		r := bots.Play(seed+1, 6, o)
		want.add(&r)
	}
	if got := playAll(12, 6, o); !reflect.DeepEqual(got, want) {
		t.Errorf("played at once %+v, one by one %+v", got, want)
	}
}

func TestAGameWithoutAnEndIsCounted(t *testing.T) {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	if got := playAll(3, 5, bots.Options{Map: all["space_station"], Limit: 10}); got.games != 3 || got.endless != 3 {
		t.Errorf("%+v, want three games without an end", got)
	}
}
