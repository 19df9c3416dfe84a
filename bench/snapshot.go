package main

import (
	"bytes"
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
	"sagishi/protocol"
)

// eachPosition calls take for each position of op 103; it returns the tick.
func (v variant) eachPosition(data []byte, take func(index int, at game.Vec)) (tick int64) {
	switch {
	case v.Packed && v.encoding() == protocol.JSON:
		return eachPackedJSON(data, take)
	case v.Packed:
		return eachPacked(data, take)
	case v.encoding() == protocol.JSON:
		return eachPositionJSON(data, take)
	}
	return eachPositionProtobuf(data, take)
}

func eachPositionProtobuf(data []byte, take func(index int, at game.Vec)) (tick int64) {
	eachField(data, func(number protowire.Number, scalar uint64, entry []byte) {
		switch number {
		case 1:
			tick = int64(scalar)
		case 2:
			index, at := 0, game.Vec{}
			eachField(entry, func(number protowire.Number, scalar uint64, _ []byte) {
				switch number {
				case 1:
					index = int(scalar)
				case 2:
					at.X = milliOf(scalar)
				case 3:
					at.Y = milliOf(scalar)
				case 4:
					at.Z = milliOf(scalar)
				}
			})
			take(index, at)
		}
	})
	return tick
}

func milliOf(bits uint64) int32 {
	return int32(math.Round(float64(math.Float32frombits(uint32(bits))) * game.Milli))
}

// eachPositionJSON relies on the server's field order.
func eachPositionJSON(data []byte, take func(index int, at game.Vec)) int64 {
	tick, data := numberAfter(data, `"tick":`)
	for bytes.Contains(data, []byte(`{"index":`)) {
		var index, x, y, z int64
		index, data = numberAfter(data, `"index":`)
		x, data = numberAfter(data, `"x":`)
		y, data = numberAfter(data, `"y":`)
		z, data = numberAfter(data, `"z":`)
		take(int(index/game.Milli), game.Vec{X: int32(x), Y: int32(y), Z: int32(z)})
	}
	return tick / game.Milli
}

// numberAfter returns the number that follows a key, in thousandths, and the rest
// of the data.
func numberAfter(data []byte, key string) (thousandths int64, rest []byte) {
	at := bytes.Index(data, []byte(key))
	if at < 0 {
		return 0, nil
	}
	data = data[at+len(key):]
	negative := len(data) > 0 && data[0] == '-'
	if negative {
		data = data[1:]
	}
	n, decimals, i := int64(0), -1, 0
	for ; i < len(data); i++ {
		switch c := data[i]; {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
			if decimals >= 0 {
				decimals++
			}
			continue
		case c == '.' && decimals < 0:
			decimals = 0
			continue
		}
		break
	}
	for range 3 - max(decimals, 0) {
		n *= 10
	}
	if negative {
		n = -n
	}
	return n, data[i:]
}
