package protocol

import (
	"fmt"
	"math"
	"testing"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

func TestDirectionsAreNeverLongerThanOne(t *testing.T) {
	for degree := range 3600 {
		sin, cos := math.Sincos(float64(degree) * math.Pi / 1800)
		data := fmt.Sprintf(`{"dx":%v,"dz":%v}`, 3*cos, 3*sin)
		to := Decode(JSON, OpMove, []byte(data), nil).To
		length := math.Hypot(float64(to.X), float64(to.Z))
		if length > game.Milli || length < game.Milli-2 {
			t.Errorf("%s has the length %v", data, length)
		}
	}
}

func TestDecodingPositionsDoesNotAllocate(t *testing.T) {
	text := []byte(`{"X":-12.345,"Y":0,"Z":49.999}`)
	binary, err := proto.Marshal(&Position{X: new(float32(-12.345)), Z: new(float32(49.999))})
	if err != nil {
		t.Fatal(err)
	}
	for encoding, data := range map[Encoding][]byte{JSON: text, Protobuf: binary} {
		allocs := testing.AllocsPerRun(100, func() {
			if Decode(encoding, OpPosition, data, nil).Kind != game.Position {
				t.Fatal("refused")
			}
		})
		if allocs != 0 {
			t.Errorf("encoding %d: %v allocations", encoding, allocs)
		}
	}
}

func BenchmarkDecodePosition(b *testing.B) {
	text := []byte(`{"X":-12.345,"Y":0,"Z":49.999}`)
	binary, err := proto.Marshal(&Position{X: new(float32(-12.345)), Z: new(float32(49.999))})
	if err != nil {
		b.Fatal(err)
	}
	for name, message := range map[string]struct {
		encoding Encoding
		data     []byte
	}{"JSON": {JSON, text}, "Protobuf": {Protobuf, binary}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decode(message.encoding, OpPosition, message.data, nil)
			}
		})
	}
}
