package main

import (
	"math"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
	"sagishi/protocol"
)

// appendMove appends op 13.
func appendMove(dst []byte, encoding protocol.Encoding, direction int) []byte {
	dx, dz := directionVector(direction)
	if encoding == protocol.JSON {
		dst = append(dst, `{"dx":`...)
		dst = strconv.AppendFloat(dst, float64(dx), 'f', 4, 32)
		dst = append(dst, `,"dz":`...)
		dst = strconv.AppendFloat(dst, float64(dz), 'f', 4, 32)
		return append(dst, '}')
	}
	dst = protowire.AppendTag(dst, 1, protowire.Fixed32Type)
	dst = protowire.AppendFixed32(dst, math.Float32bits(dx))
	dst = protowire.AppendTag(dst, 2, protowire.Fixed32Type)
	return protowire.AppendFixed32(dst, math.Float32bits(dz))
}

// milli turns units of the map into thousandths.
func milli(units float32) int32 { return int32(math.Round(float64(units) * game.Milli)) }
