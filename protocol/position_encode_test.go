package protocol

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"sagishi/game"
)

// places are the positions of the seats in a test.
type places [game.MaxSeats]game.Vec

func (p *places) At(seat int) game.Vec { return p[seat] }

// snapshotMessage is the update as the general encoder takes it.
func snapshotMessage(moves *PositionUpdate) *Snapshot {
	snapshot := &Snapshot{Tick: moves.Tick}
	for seat := range game.MaxSeats {
		if moves.Shown.Has(seat) {
			at := place(moves.Positions.At(seat))
			snapshot.Positions = append(snapshot.Positions, &SnapshotPosition{Index: int32(seat), X: at.X, Y: at.Y, Z: at.Z})
		}
		if moves.Hidden.Has(seat) {
			snapshot.Hidden = append(snapshot.Hidden, int32(seat))
		}
	}
	return snapshot
}

// packedMessage is the packed update as the general encoder takes it.
func packedMessage(moves *PositionUpdate) *PackedSnapshot {
	packed := &PackedSnapshot{Tick: moves.Tick, Hidden: snapshotMessage(moves).GetHidden()}
	for seat := range game.MaxSeats {
		if moves.Shown.Has(seat) {
			at := moves.Positions.At(seat)
			packed.Positions = append(packed.Positions, int32(seat), at.X, at.Y, at.Z)
		}
	}
	return packed
}

// courseMessage is the update of courses as the general encoder takes it.
func courseMessage(moves *CourseUpdate) *Courses {
	message := &Courses{Tick: moves.Tick, Hidden: snapshotMessage(&PositionUpdate{Hidden: moves.Hidden}).GetHidden()}
	for seat := range game.MaxSeats {
		if moves.Shown.Has(seat) {
			course := moves.Courses.Course(seat, moves.Ghosts.Has(seat))
			at, direction := place(course.At), place(course.Direction)
			message.Courses = append(message.Courses, &Course{Index: int32(seat), X: at.X, Y: at.Y, Z: at.Z, Dx: direction.X, Dz: direction.Z})
		}
	}
	return message
}

// randomPosition draws positions on maps of all sizes, with round numbers among
// them.
func randomPosition(r *rand.Rand) game.Vec {
	limit := []int32{1, 2000, 60_000, 8_000_000}[r.IntN(4)]
	one := func() int32 {
		n := r.Int32N(2*limit+1) - limit
		return n - n%[]int32{1, 10, 100, 1000}[r.IntN(4)]
	}
	return game.Vec{X: one(), Y: one(), Z: one()}
}

func TestPositionEncodersMatchTheGeneralEncoder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var where places
		for seat := range where {
			where[seat] = randomPosition(r)
		}
		moves := &PositionUpdate{Tick: r.Int64N(1 << 40), Shown: game.Audience(r.Uint32()), Hidden: game.Audience(r.Uint32()), Positions: &where}
		if r.IntN(4) == 0 {
			moves.Tick, moves.Hidden = 0, 0
		}
		for encoding := range Encoding(Encodings) {
			want, err := Append(nil, encoding, snapshotMessage(moves))
			if err != nil {
				t.Fatal(err)
			}
			if got := moves.AppendSnapshot(nil, encoding); !bytes.Equal(got, want) {
				t.Fatalf("snapshot in encoding %d is\n%q, want\n%q", encoding, got, want)
			}
			want, err = Append(nil, encoding, packedMessage(moves))
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

// courses are the courses of the seats in a test.
type courses struct{ living, ghosts [game.MaxSeats]game.Course }

func (c *courses) Course(seat int, ghost bool) game.Course {
	if ghost {
		return c.ghosts[seat]
	}
	return c.living[seat]
}

func randomCourse(r *rand.Rand) game.Course {
	return game.Course{At: randomPosition(r), Direction: game.Vec{X: r.Int32N(2001) - 1000, Z: r.Int32N(3) * 500}}
}

func TestCourseEncoderMatchesTheGeneralEncoder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		var all courses
		for seat := range all.living {
			all.living[seat], all.ghosts[seat] = randomCourse(r), randomCourse(r)
		}
		moves := &CourseUpdate{Tick: r.Int64N(1 << 40), Shown: game.Audience(r.Uint32()), Hidden: game.Audience(r.Uint32()), Ghosts: game.Audience(r.Uint32()), Courses: &all}
		if r.IntN(4) == 0 {
			moves.Tick, moves.Hidden = 0, 0
		}
		for encoding := range Encoding(Encodings) {
			want, err := Append(nil, encoding, courseMessage(moves))
			if err != nil {
				t.Fatal(err)
			}
			if got := moves.AppendCourses(nil, encoding); !bytes.Equal(got, want) {
				t.Fatalf("courses in encoding %d are\n%q, want\n%q", encoding, got, want)
			}
		}
	}
}

func TestAppendHiddenMatchesTheGeneralEncoder(t *testing.T) {
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

func TestEncodingPositionsDoesNotAllocate(t *testing.T) {
	var where places
	moves := &PositionUpdate{Tick: 77, Shown: 0x3ff, Hidden: 0x400, Positions: &where}
	turns := &CourseUpdate{Tick: 77, Shown: 0x3ff, Hidden: 0x400, Courses: &courses{}}
	buffer := make([]byte, 0, 4096)
	for encoding := range Encoding(Encodings) {
		allocs := testing.AllocsPerRun(100, func() {
			buffer = moves.AppendSnapshot(buffer[:0], encoding)
			buffer = moves.AppendPacked(buffer[:0], encoding)
			buffer = turns.AppendCourses(buffer[:0], encoding)
			buffer = AppendPosition(buffer[:0], encoding, where[0])
			buffer = AppendHidden(buffer[:0], encoding)
		})
		if allocs != 0 {
			t.Errorf("encoding %d: %v allocations", encoding, allocs)
		}
	}
}

func BenchmarkSnapshot10(b *testing.B) {
	where := &places{}
	for i := range where {
		where[i] = game.Vec{X: int32(i) * 4321, Y: 0, Z: -12345}
	}
	moves := &PositionUpdate{Tick: 12345, Shown: 0x3ff, Positions: where}
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
