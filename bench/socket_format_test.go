package main

import (
	"bytes"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/protocol"
)

func formats() map[string]socketFormat {
	return map[string]socketFormat{"json": jsonFormat{}, "protobuf": newProtobufFormat()}
}

func TestSentMessagesAreNakamaEnvelopes(t *testing.T) {
	for name, w := range formats() {
		sent := w.appendSend(nil, "match.node", 13, []byte(`{"dx":1}`))
		got := &rtapi.Envelope{}
		if err := w.decode(sent, got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := &rtapi.Envelope{Message: &rtapi.Envelope_MatchDataSend{MatchDataSend: &rtapi.MatchDataSend{
			MatchId: "match.node", OpCode: 13, Data: []byte(`{"dx":1}`),
		}}}
		if !proto.Equal(got, want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestReadDecodesMatchData(t *testing.T) {
	for name, w := range formats() {
		for _, sender := range []int{-1, 0, 9} {
			data := &rtapi.MatchData{MatchId: "match.node", OpCode: 103, Data: []byte("abc"), Reliable: true}
			if sender >= 0 {
				data.Presence = &rtapi.UserPresence{UserId: userID(70000, sender), SessionId: userID(1, 5), Username: "bot"}
			}
			frame, err := encodeAsServer(w, &rtapi.Envelope{Message: &rtapi.Envelope_MatchData{MatchData: data}})
			if err != nil {
				t.Fatal(err)
			}
			in := received{data: []byte("of the message before")}
			if !w.read(frame, &in) || in.op != 103 || in.sender != sender || string(in.data) != "abc" {
				t.Errorf("%s: read %+v of %s", name, in, frame)
			}
		}
		other, err := encodeAsServer(w, &rtapi.Envelope{Cid: "1", Message: &rtapi.Envelope_Match{Match: &rtapi.Match{}}})
		if err != nil || w.read(other, &received{}) {
			t.Errorf("%s: read %s as match data: %v", name, other, err)
		}
	}
}

// encodeAsServer encodes as Nakama's sockets do.
func encodeAsServer(w socketFormat, envelope *rtapi.Envelope) ([]byte, error) {
	if _, ok := w.(jsonFormat); ok {
		return protojson.MarshalOptions{UseProtoNames: true, UseEnumNumbers: true}.Marshal(envelope)
	}
	return proto.Marshal(envelope)
}

// board has the positions of the seats.
type board []game.Vec

func (b board) At(seat int) game.Vec { return b[seat] }

func TestEachPositionReadsSnapshots(t *testing.T) {
	where := board{{X: 1, Y: -2, Z: 3}, {X: -12345, Y: 0, Z: 700}, {X: 20000, Y: 10, Z: -50000}}
	moves := protocol.PositionUpdate{Tick: 4711, Shown: 0b111, Hidden: 0b1000, Positions: where}
	for _, v := range variants {
		if !v.Snapshot || !v.checkable() {
			continue
		}
		data := moves.AppendSnapshot(nil, v.encoding())
		if v.Packed {
			data = moves.AppendPacked(nil, v.encoding())
		}
		var got board
		tick := v.eachPosition(data, func(index int, at game.Vec) {
			if index != len(got) {
				t.Errorf("index %d, want %d", index, len(got))
			}
			got = append(got, at)
		})
		if tick != 4711 || len(got) != 3 || got[0] != where[0] || got[1] != where[1] || got[2] != where[2] {
			t.Errorf("%s: tick %d, %v", v.Name, tick, got)
		}
	}
}

// course is the same for all seats.
type course game.Course

func (c course) Course(int, bool) game.Course { return game.Course(c) }

func TestEachCourseReadsCourses(t *testing.T) {
	want := game.Course{At: game.Vec{X: -12345, Y: 10, Z: 700}, Direction: game.Vec{X: 600, Z: -800}}
	update := protocol.CourseUpdate{Tick: 4711, Shown: 0b101, Hidden: 0b1000, Courses: course(want)}
	for _, v := range variants {
		var seats []int
		if !v.Course {
			continue
		}
		tick := v.eachCourse(update.AppendCourses(nil, v.encoding()), func(index int, got game.Course) {
			seats = append(seats, index)
			if got != want {
				t.Errorf("%s: %+v", v.Name, got)
			}
		})
		if tick != 4711 || len(seats) != 2 || seats[0] != 0 || seats[1] != 2 {
			t.Errorf("%s: tick %d, seats %v", v.Name, tick, seats)
		}
	}
}

func TestMovesMatchTheProtocol(t *testing.T) {
	for _, encoding := range []protocol.Encoding{protocol.JSON, protocol.Protobuf} {
		action := protocol.Decode(encoding, protocol.OpMove, appendMove(nil, encoding, 2), nil)
		if action.Kind != game.Steer || action.To != (game.Vec{X: 707, Z: 707}) {
			t.Errorf("encoding %d: %+v", encoding, action)
		}
	}
}

func TestFrameHeaderLengths(t *testing.T) {
	for length, want := range map[int]int64{125: 0, 126: 2, 65535: 2, 65536: 8} {
		if got := extraHeader(length); got != want {
			t.Errorf("%d bytes: %d more", length, got)
		}
	}
}

func TestReadAllKeepsTheBuffer(t *testing.T) {
	buffer := make([]byte, 0, 64)
	got, err := readAll(bytes.NewReader([]byte("hello")), buffer)
	if err != nil || string(got) != "hello" || &got[0] != &buffer[:1][0] {
		t.Errorf("%q, %v", got, err)
	}
}
