package main

import (
	"bytes"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// eachPacked calls take for each position of a PackedSnapshot; it returns the
// tick.
func eachPacked(data []byte, take func(index int, at game.Vec)) (tick int64) {
	eachField(data, func(number protowire.Number, scalar uint64, packed []byte) {
		switch number {
		case 1:
			tick = int64(scalar)
		case 2:
			var numbers [4]int64
			for n := 0; len(packed) > 0; n++ {
				value, length := protowire.ConsumeVarint(packed)
				if length < 0 {
					return
				}
				packed = packed[length:]
				numbers[n%4] = protowire.DecodeZigZag(value)
				if n%4 == 3 {
					take(packedEntry(numbers))
				}
			}
		}
	})
	return tick
}

// eachPackedJSON is eachPacked for JSON. It relies on the server's field order.
func eachPackedJSON(data []byte, take func(index int, at game.Vec)) int64 {
	tick, data := numberAfter(data, `"tick":`)
	positions := textWithin(data, `"positions":[`, ']')
	var numbers [4]int64
	for n := 0; len(positions) > 0; n++ {
		var value int64
		value, positions = numberAfter(positions, "")
		positions = bytes.TrimPrefix(positions, []byte(","))
		numbers[n%4] = value / game.Milli
		if n%4 == 3 {
			take(packedEntry(numbers))
		}
	}
	return tick / game.Milli
}

func packedEntry(numbers [4]int64) (index int, at game.Vec) {
	return int(numbers[0]), game.Vec{X: int32(numbers[1]), Y: int32(numbers[2]), Z: int32(numbers[3])}
}

// textWithin returns the text between a beginning and the next end byte.
func textWithin(data []byte, begin string, end byte) []byte {
	at := bytes.Index(data, []byte(begin))
	if at < 0 {
		return nil
	}
	data = data[at+len(begin):]
	return data[:max(bytes.IndexByte(data, end), 0)]
}
