package main

import (
	"bytes"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// eachPacked reads a PackedSnapshot and answers its tick.
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
					take(placed(numbers))
				}
			}
		}
	})
	return tick
}

// eachPackedJSON reads what the server writes, whose order is known.
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
			take(placed(numbers))
		}
	}
	return tick / game.Milli
}

func placed(numbers [4]int64) (index int, at game.Vec) {
	return int(numbers[0]), game.Vec{X: int32(numbers[1]), Y: int32(numbers[2]), Z: int32(numbers[3])}
}

// textWithin is what is between a beginning and the next byte that ends it.
func textWithin(data []byte, begin string, end byte) []byte {
	at := bytes.Index(data, []byte(begin))
	if at < 0 {
		return nil
	}
	data = data[at+len(begin):]
	return data[:max(bytes.IndexByte(data, end), 0)]
}
