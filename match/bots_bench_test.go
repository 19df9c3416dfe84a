package match

import (
	"fmt"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/gamedata"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// openOnStation opens a match on the space station, with persons who do nothing.
func openOnStation(tb testing.TB, d runtime.MatchDispatcher, persons, bots int, positions string) *directMatch {
	tb.Helper()
	maps, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		tb.Fatal(err)
	}
	m := &directMatch{
		h: newTestHandler(func(d *Deps) { d.Maps = maps }), ctx: matchContext(tb),
		logger: nakamatest.New(nakamatest.Options{}).Logger(), dispatcher: d,
	}
	m.state, _, _ = m.h.MatchInit(m.ctx, m.logger, nil, nil,
		params(fmt.Sprintf(`{"map":"space_station","bots":%d,"settings":{"idle_seconds":0,"start_when_full":false}}`, bots)))
	for i := range persons {
		p := testPresence(i)
		if reason := m.joinAttempt(p, map[string]string{"positions": positions}); reason != "" {
			tb.Fatal(reason)
		}
		m.join(p)
	}
	m.loop()
	return m
}

// benchmarkGames measures the average tick of games that begin again when they end.
func benchmarkGames(b *testing.B, persons, bots int, positions string) {
	b.Helper()
	d := &countingDispatcher{}
	m := openOnStation(b, d, persons, bots, positions)
	start := &nakamatest.MatchData{Presence: testPresence(0), OpCode: protocol.OpStart}
	b.ReportAllocs()
	games := 0
	for b.Loop() {
		if stateOf(m.state).game.Phase() == game.Lobby {
			games++
			m.loop(start)
			continue
		}
		m.loop()
	}
	b.ReportMetric(float64(d.messages)/float64(b.N), "messages/tick")
	b.ReportMetric(float64(games), "games")
}

func BenchmarkMatchLoopTenIdlePersons(b *testing.B) { benchmarkGames(b, 10, 0, "each") }

func BenchmarkMatchLoopPersonAndNineBots(b *testing.B) {
	for _, positions := range []string{"each", "snapshot", "packed"} {
		b.Run(positions, func(b *testing.B) { benchmarkGames(b, 1, 9, positions) })
	}
}
