package match

import (
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// roomy is a match that ten players do not fill, so that it stays in the lobby.
const roomy = `{"settings":{"max_players":15}}`

// sink takes everything, as the server does, without keeping it.
type sink struct {
	runtime.MatchDispatcher
	messages, bytes int
}

func (s *sink) BroadcastMessage(_ int64, data []byte, _ []runtime.Presence, _ runtime.Presence, _ bool) error {
	s.messages++
	s.bytes += len(data)
	return nil
}

func (s *sink) MatchLabelUpdate(string) error { return nil }

func TestAnIdleTickMakesNoGarbage(t *testing.T) {
	a := open(t, &sink{}, roomy)
	for i := range 10 {
		a.join(visitor(i))
	}
	a.loop()
	s := stateOf(a.state)
	allocs := testing.AllocsPerRun(200, func() {
		a.tick++
		s.step(a.ctx, a.dispatcher, a.tick, nil)
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestATickOfMoversMakesNoGarbage(t *testing.T) {
	for _, positions := range []string{"each", "snapshot", "packed"} {
		for _, encoding := range []string{"json", "protobuf"} {
			a, rounds := movers(t, &sink{}, encoding, positions)
			s := stateOf(a.state)
			allocs := testing.AllocsPerRun(200, func() {
				a.tick++
				s.step(a.ctx, a.dispatcher, a.tick, rounds[a.tick%2])
			})
			if allocs != 0 {
				t.Errorf("%s %s: %v allocations", encoding, positions, allocs)
			}
		}
	}
}

// movers is a match of ten who all move each tick, and what they send in turn.
func movers(tb testing.TB, d runtime.MatchDispatcher, encoding, positions string) (*hall, [2][]runtime.MatchData) {
	tb.Helper()
	a := open(tb, d, roomy)
	kind, _ := protocol.ParseEncoding(encoding)
	var rounds [2][]runtime.MatchData
	for i := range 10 {
		p := visitor(i)
		if reason := a.attempt(p, map[string]string{"encoding": encoding, "positions": positions}); reason != "" {
			tb.Fatal(reason)
		}
		a.join(p)
		for turn := range rounds {
			at := game.Vec{X: int32(i)*1234 + int32(turn)*100, Y: 5, Z: -7001}
			data := protocol.AppendPosition(nil, kind, at)
			rounds[turn] = append(rounds[turn], &nakamatest.MatchData{Presence: p, OpCode: protocol.OpPosition, Data: data})
		}
	}
	a.loop()
	return a, rounds
}

func benchmarkMovers(b *testing.B, encoding, positions string) {
	b.Helper()
	d := &sink{}
	a, rounds := movers(b, d, encoding, positions)
	d.messages, d.bytes = 0, 0
	b.ReportAllocs()
	for b.Loop() {
		a.loop(rounds[a.tick%2]...)
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

func BenchmarkMatchLoopIdle(b *testing.B) {
	a := open(b, &sink{}, roomy)
	for i := range 10 {
		a.join(visitor(i))
	}
	a.loop()
	b.ReportAllocs()
	for b.Loop() {
		a.loop()
	}
}
