package main

import (
	"fmt"

	"sagishi/game"
	"sagishi/game/bots/simulation"
	"sagishi/internal/platform/gamedata"
)

// The games that are played: with the default settings.
const (
	gamesMode = game.SabotageMode
	gamesMap  = "space_station"
)

// betweenGames is how many ticks pass from the end of a game to the next: the
// settings finished_seconds and lobby_seconds.
const betweenGames = 20 * perSecond

// trace is how the players walked in one game, tick by tick, and in the pause after
// it.
type trace struct {
	at      [][players]game.Vec
	playing []bool
}

// recordTraces lets bots play games in virtual time, at the speed of persons.
func recordTraces(board *game.Map, count int) []trace {
	traces := make([]trace, count)
	for i := range traces {
		t := &traces[i]
		simulation.Play(uint64(i)+1, players, simulation.Options{
			Map: board, Mode: gamesMode, Human: true, TickRate: perSecond,
			Watch: func(g *game.Game, _ []game.Input, _ []game.Event) { t.record(g) },
		})
		for range betweenGames {
			t.at, t.playing = append(t.at, t.at[len(t.at)-1]), append(t.playing, false)
		}
	}
	return traces
}

func (t *trace) record(g *game.Game) {
	var at [players]game.Vec
	for seat := range at {
		at[seat] = g.At(seat)
	}
	t.at, t.playing = append(t.at, at), append(t.playing, g.Phase() == game.Playing)
}

// step returns where a player is in a tick, whether the player moved in it, and
// whether the phase is playing. After its end the game begins again.
func (t *trace) step(seat int, tick int64) (at game.Vec, moved, playing bool) {
	now := tick % int64(len(t.at))
	before := max(now-1, 0)
	at = t.at[now][seat]
	return at, at != t.at[before][seat], t.playing[now]
}

// mix is how much of the time a game is in the phase playing, and how much of the
// time its players walk, in shares.
type mix struct {
	Playing float64 `json:"playing"`
	Walking float64 `json:"walking"`
	Seconds float64 `json:"seconds"` // of a game and the pause after it
}

// mixOf is the mix of the traces together.
func mixOf(traces []trace) mix {
	var m mix
	var ticks float64
	for i := range traces {
		t := &traces[i]
		for tick := range t.at {
			ticks++
			for seat := range players {
				_, moved, playing := t.step(seat, int64(tick))
				m.Playing += share(playing)
				m.Walking += share(moved && playing)
			}
		}
	}
	m.Playing /= ticks * players
	m.Walking /= ticks * players
	m.Seconds = ticks / perSecond / float64(len(traces))
	return m
}

func share(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// gamesBoard loads the map of the games.
func gamesBoard() (*game.Map, error) {
	maps, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		return nil, err
	}
	if maps[gamesMap] == nil {
		return nil, fmt.Errorf("there is no map %s", gamesMap)
	}
	return maps[gamesMap], nil
}
