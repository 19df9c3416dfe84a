package main

import (
	"reflect"
	"testing"

	"sagishi/game"
	simulated "sagishi/game/bots/simulation"
	"sagishi/internal/platform/gamedata"
)

func stationMap(t *testing.T) *game.Map {
	t.Helper()
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	return all["space_station"]
}

func TestEverySeedIsPlayedOnce(t *testing.T) {
	o := simulated.Options{Map: stationMap(t), Mode: game.SabotageMode}
	want := &total{wins: map[game.Role]int{}, reasons: map[game.EndReason]int{}}
	for seed := range uint64(12) {
		r := simulated.Play(seed+1, 6, o)
		want.add(&r)
	}
	if got := playAll(12, 6, o); !reflect.DeepEqual(got, want) {
		t.Errorf("played at once %+v, one by one %+v", got, want)
	}
}

func TestUnfinishedGamesAreCounted(t *testing.T) {
	if got := playAll(3, 5, simulated.Options{Map: stationMap(t), Limit: 10}); got.games != 3 || got.unfinished != 3 {
		t.Errorf("%+v, want three unfinished games", got)
	}
}
