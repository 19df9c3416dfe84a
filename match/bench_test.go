package match

import (
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// fifteenSeats are parameters of a match that stays in the lobby with ten players.
const fifteenSeats = `{"settings":{"max_players":15}}`

// countingDispatcher counts messages and bytes, and drops them.
type countingDispatcher struct {
	runtime.MatchDispatcher
	messages, bytes int
}

func (s *countingDispatcher) BroadcastMessage(_ int64, data []byte, _ []runtime.Presence, _ runtime.Presence, _ bool) error {
	s.messages++
	s.bytes += len(data)
	return nil
}

func (s *countingDispatcher) MatchLabelUpdate(string) error { return nil }

func TestIdleTickDoesNotAllocate(t *testing.T) {
	m := openMatch(t, &countingDispatcher{}, fifteenSeats)
	for i := range 10 {
		m.join(testPresence(i))
	}
	m.loop()
	s := stateOf(m.state)
	allocs := testing.AllocsPerRun(200, func() {
		m.tick++
		s.step(m.ctx, m.dispatcher, m.tick, nil)
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestTickWithTenMoversDoesNotAllocate(t *testing.T) {
	for _, positions := range []string{"each", "snapshot", "packed", "course"} {
		for _, encoding := range []string{"json", "protobuf"} {
			m, rounds := tenMovers(t, &countingDispatcher{}, encoding, positions)
			s := stateOf(m.state)
			allocs := testing.AllocsPerRun(200, func() {
				m.tick++
				s.step(m.ctx, m.dispatcher, m.tick, rounds[m.tick%2])
			})
			if allocs != 0 {
				t.Errorf("%s %s: %v allocations", encoding, positions, allocs)
			}
		}
	}
}

// tenMovers opens a match of ten players who all move each tick. It returns their
// messages of two alternating ticks.
func tenMovers(tb testing.TB, d runtime.MatchDispatcher, encoding, positions string) (*directMatch, [2][]runtime.MatchData) {
	tb.Helper()
	m := openMatch(tb, d, fifteenSeats)
	kind, _ := protocol.ParseEncoding(encoding)
	var rounds [2][]runtime.MatchData
	for i := range 10 {
		p := testPresence(i)
		if reason := m.joinAttempt(p, map[string]string{"encoding": encoding, "positions": positions}); reason != "" {
			tb.Fatal(reason)
		}
		m.join(p)
		for turn := range rounds {
			at := game.Vec{X: int32(i)*1234 + int32(turn)*100, Y: 5, Z: -7001}
			data := protocol.AppendPosition(nil, kind, at)
			rounds[turn] = append(rounds[turn], &nakamatest.MatchData{Presence: p, OpCode: protocol.OpPosition, Data: data})
		}
	}
	m.loop()
	return m, rounds
}

func benchmarkMovers(b *testing.B, encoding, positions string) {
	b.Helper()
	d := &countingDispatcher{}
	m, rounds := tenMovers(b, d, encoding, positions)
	d.messages, d.bytes = 0, 0
	b.ReportAllocs()
	for b.Loop() {
		m.loop(rounds[m.tick%2]...)
	}
	b.ReportMetric(float64(d.messages)/float64(b.N), "messages/tick")
	b.ReportMetric(float64(d.bytes)/float64(b.N), "bytes/tick")
}

func BenchmarkMatchLoop10MoversJSONEach(b *testing.B)     { benchmarkMovers(b, "json", "each") }
func BenchmarkMatchLoop10MoversJSONSnapshot(b *testing.B) { benchmarkMovers(b, "json", "snapshot") }
func BenchmarkMatchLoop10MoversProtobufEach(b *testing.B) { benchmarkMovers(b, "protobuf", "each") }
func BenchmarkMatchLoop10MoversProtobufSnapshot(b *testing.B) {
	benchmarkMovers(b, "protobuf", "snapshot")
}

func BenchmarkMatchLoop10MoversProtobufPacked(b *testing.B) {
	benchmarkMovers(b, "protobuf", "packed")
}

func BenchmarkMatchLoop10MoversProtobufCourse(b *testing.B) {
	benchmarkMovers(b, "protobuf", "course")
}

func BenchmarkMatchLoopIdle(b *testing.B) {
	m := openMatch(b, &countingDispatcher{}, fifteenSeats)
	for i := range 10 {
		m.join(testPresence(i))
	}
	m.loop()
	b.ReportAllocs()
	for b.Loop() {
		m.loop()
	}
}
