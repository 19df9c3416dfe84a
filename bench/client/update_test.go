package client_test

import (
	"testing"

	"sagishi/bench/client"
	"sagishi/game"
	"sagishi/protocol"
)

// spots has the positions and courses of the seats.
type spots []game.Course

func (s spots) At(seat int) game.Vec                { return s[seat].At }
func (s spots) Course(seat int, _ bool) game.Course { return s[seat] }

func TestUpdateReadsEveryForm(t *testing.T) {
	where := spots{
		{At: game.Vec{X: 1, Y: -2, Z: 3}, Direction: game.Vec{X: -600, Z: 800}},
		{At: game.Vec{X: -12345, Y: 0, Z: 700}},
		{At: game.Vec{X: 20000, Y: 10, Z: -50000}, Direction: game.Vec{X: 7}},
	}
	positions := protocol.PositionUpdate{Tick: 4711, Shown: 0b111, Hidden: 0b1001000, Positions: where}
	courses := protocol.CourseUpdate{Tick: 4711, Shown: 0b111, Hidden: 0b1001000, Courses: where}
	for _, encoding := range []protocol.Encoding{protocol.JSON, protocol.Protobuf} {
		for mode, data := range map[client.Mode][]byte{
			client.Snapshot: positions.AppendSnapshot(nil, encoding),
			client.Packed:   positions.AppendPacked(nil, encoding),
			client.Course:   courses.AppendCourses(nil, encoding),
		} {
			var u client.Update
			u.Read(mode, encoding, data)
			if u.Tick != 4711 || u.Shown != 0b111 || u.Hidden != 0b1001000 {
				t.Errorf("%s, encoding %d: tick %d, shown %b, hidden %b", mode, encoding, u.Tick, u.Shown, u.Hidden)
			}
			for seat := range where {
				direction := game.Vec{}
				if mode == client.Course {
					direction = where[seat].Direction
				}
				if u.At[seat] != where[seat].At || u.Direction[seat] != direction {
					t.Errorf("%s, encoding %d: seat %d at %v, going %v", mode, encoding, seat, u.At[seat], u.Direction[seat])
				}
			}
		}
	}
}

func TestUpdateIgnoresSeatsThatDoNotExist(t *testing.T) {
	var u client.Update
	u.Read(client.Snapshot, protocol.JSON, []byte(`{"tick":1,"positions":[{"index":16,"x":1,"y":2,"z":3}],"hidden":[99]}`))
	u.Read(client.Packed, protocol.JSON, []byte(`{"tick":1,"positions":[-1,2,3,4],"hidden":[-1]}`))
	if u.Shown != 0 || u.Hidden != 0 {
		t.Errorf("shown %b, hidden %b", u.Shown, u.Hidden)
	}
}
