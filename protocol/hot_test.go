package protocol

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"sagishi/game"
)

// places is where the seats of a test are.
type places [game.MaxSeats]game.Vec

func (p *places) At(seat int) game.Vec { return p[seat] }

// cold is the snapshot as the rare messages are written.
func cold(moves *Moves) *Snapshot {
	snapshot := &Snapshot{Tick: moves.Tick}
	for seat := range game.MaxSeats {
		if moves.Shown.Has(seat) {
			at := place(moves.Places.At(seat))
			snapshot.Positions = append(snapshot.Positions, &SnapshotPosition{Index: int32(seat), X: at.X, Y: at.Y, Z: at.Z})
		}
		if moves.Hidden.Has(seat) {
			snapshot.Hidden = append(snapshot.Hidden, int32(seat))
		}
	}
	return snapshot
}

// coldPacked is the packed snapshot as the rare messages are written.
func coldPacked(moves *Moves) *PackedSnapshot {
	packed := &PackedSnapshot{Tick: moves.Tick, Hidden: cold(moves).GetHidden()}
	for seat := range game.MaxSeats {
		if moves.Shown.Has(seat) {
			at := moves.Places.At(seat)
			packed.Positions = append(packed.Positions, int32(seat), at.X, at.Y, at.Z)
		}
	}
	return packed
}

// somewhere draws places on maps of all sizes, with plain numbers among them.
func somewhere(r *rand.Rand) game.Vec {
	limit := []int32{1, 2000, 60_000, 8_000_000}[r.IntN(4)]
	one := func() int32 {
		n := r.Int32N(2*limit+1) - limit
		return n - n%[]int32{1, 10, 100, 1000}[r.IntN(4)]
	}
	return game.Vec{X: one(), Y: one(), Z: one()}
}

func TestHotMessagesAreTheBytesOfColdOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var where places
		for seat := range where {
			where[seat] = somewhere(r)
		}
		moves := &Moves{Tick: r.Int64N(1 << 40), Shown: game.Audience(r.Uint32()), Hidden: game.Audience(r.Uint32()), Places: &where}
		if r.IntN(4) == 0 {
			moves.Tick, moves.Hidden = 0, 0
		}
		for encoding := range Encoding(Encodings) {
			want, err := Append(nil, encoding, cold(moves))
			if err != nil {
				t.Fatal(err)
			}
			if got := moves.AppendSnapshot(nil, encoding); !bytes.Equal(got, want) {
				t.Fatalf("snapshot in encoding %d is\n%q, want\n%q", encoding, got, want)
			}
			want, err = Append(nil, encoding, coldPacked(moves))
			if err != nil {
				t.Fatal(err)
			}
			if got := moves.AppendPacked(nil, encoding); !bytes.Equal(got, want) {
				t.Fatalf("packed snapshot in encoding %d is\n%q, want\n%q", encoding, got, want)
			}
			want, err = Append(nil, encoding, position(where[0]))
			if err != nil {
				t.Fatal(err)
			}
			if got := AppendPosition(nil, encoding, where[0]); !bytes.Equal(got, want) {
				t.Fatalf("position in encoding %d is\n%q, want\n%q", encoding, got, want)
			}
			if back := Decode(encoding, OpPosition, want, nil); encoding == JSON && back.Kind == game.Position && back.To != where[0] {
				t.Fatalf("%v comes back as %v", where[0], back.To)
			}
		}
	}
}

func TestHiddenIsTheBytesOfTheColdMessage(t *testing.T) {
	for encoding := range Encoding(Encodings) {
		want, err := Append(nil, encoding, &Position{Hidden: new(true)})
		if err != nil {
			t.Fatal(err)
		}
		if got := AppendHidden(nil, encoding); !bytes.Equal(got, want) {
			t.Errorf("encoding %d: %q, want %q", encoding, got, want)
		}
	}
}

func TestWritingPositionsMakesNoGarbage(t *testing.T) {
	var where places
	moves := &Moves{Tick: 77, Shown: 0x3ff, Hidden: 0x400, Places: &where}
	buffer := make([]byte, 0, 4096)
	for encoding := range Encoding(Encodings) {
		allocs := testing.AllocsPerRun(100, func() {
			buffer = moves.AppendSnapshot(buffer[:0], encoding)
			buffer = moves.AppendPacked(buffer[:0], encoding)
			buffer = AppendPosition(buffer[:0], encoding, where[0])
			buffer = AppendHidden(buffer[:0], encoding)
		})
		if allocs != 0 {
			t.Errorf("encoding %d: %v allocations", encoding, allocs)
		}
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	for encoding := range Encoding(Encodings) {
		got, err := Append([]byte("before"), encoding, &Tasks{Done: 1})
		if err != nil || !bytes.HasPrefix(got, []byte("before")) || len(got) <= len("before") {
			t.Errorf("encoding %d: %q, %v", encoding, got, err)
		}
	}
}

func TestTextsAreEscaped(t *testing.T) {
	for _, text := range []string{"", "plain", `"quoted"`, `back\slash`, "tab\t", "<b>&", "späti", "名前", "\x00\x7f", "\u2028"} {
		encoded, err := Append(nil, JSON, &Rejected{Message: text})
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ Message string }
		if err := json.Unmarshal(encoded, &back); err != nil || back.Message != text {
			t.Errorf("%q is written as %s: %v", text, encoded, err)
		}
	}
}

func TestRefusalsOfBrokenTextCanBeSent(t *testing.T) {
	_, message := NewStage("", game.Classic, board()).Message(game.Refused{Text: "unknown setting \xff"})
	for encoding := range Encoding(Encodings) {
		if _, err := Append(nil, encoding, message); err != nil {
			t.Errorf("encoding %d: %v", encoding, err)
		}
	}
}

func TestOrdersToTheAdapterAreNoMessages(t *testing.T) {
	stage := NewStage("", game.Classic, board())
	for _, body := range []game.Body{game.PlayerRemoved{}, game.StrikeCounted{}, nil} {
		if op, message := stage.Message(body); message != nil {
			t.Errorf("%T is sent as op %d", body, op)
		}
	}
}

func TestSides(t *testing.T) {
	for role, want := range map[game.Role]string{game.Crew: "crew", game.Imposter: "imposters", "": ""} {
		if got := Side(role); got != want {
			t.Errorf("%q wins as %q", role, got)
		}
	}
}

func BenchmarkSnapshot10(b *testing.B) {
	where := &places{}
	for i := range where {
		where[i] = game.Vec{X: int32(i) * 4321, Y: 0, Z: -12345}
	}
	moves := &Moves{Tick: 12345, Shown: 0x3ff, Places: where}
	buffer := make([]byte, 0, 4096)
	for name, encoding := range map[string]Encoding{"JSON": JSON, "Protobuf": Protobuf} {
		for form, write := range map[string]func([]byte, Encoding) []byte{"": moves.AppendSnapshot, "Packed": moves.AppendPacked} {
			b.Run(name+form, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					buffer = write(buffer[:0], encoding)
				}
				b.ReportMetric(float64(len(buffer)), "bytes")
			})
		}
	}
}

func BenchmarkEncodeState(b *testing.B) {
	stage := NewStage("match", game.SabotageMode, board())
	body := told()["100_state.server"]
	for name, encoding := range map[string]Encoding{"JSON": JSON, "Protobuf": Protobuf} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var buffer []byte
			for b.Loop() {
				_, message := stage.Message(body)
				buffer, _ = Append(buffer[:0], encoding, message)
			}
		})
	}
}
