package protocol

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// AppendPosition appends op 1 with a player's position. It does not allocate if
// dst has room; nor do the other functions for positions.
func AppendPosition(dst []byte, encoding Encoding, at game.Vec) []byte {
	if encoding == JSON {
		dst = append(dst, '{')
		dst = appendPlaceJSON(dst, at)
		return append(dst, '}')
	}
	dst = appendFloat(dst, 1, at.X)
	dst = appendFloat(dst, 2, at.Y)
	return appendFloat(dst, 3, at.Z)
}

// AppendHidden appends the op 1 that says that its sender left the recipient's
// sight.
func AppendHidden(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return append(dst, `{"hidden":true}`...)
	}
	dst = protowire.AppendTag(dst, 4, protowire.VarintType)
	return protowire.AppendVarint(dst, 1)
}

func appendPlaceJSON(dst []byte, at game.Vec) []byte {
	dst = append(dst, `"x":`...)
	dst = appendMilli(dst, int64(at.X))
	dst = append(dst, `,"y":`...)
	dst = appendMilli(dst, int64(at.Y))
	dst = append(dst, `,"z":`...)
	return appendMilli(dst, int64(at.Z))
}

func appendFloat(dst []byte, field protowire.Number, thousandths int32) []byte {
	dst = protowire.AppendTag(dst, field, protowire.Fixed32Type)
	return protowire.AppendFixed32(dst, math.Float32bits(units(thousandths)))
}

// units converts thousandths to units of the map.
func units(thousandths int32) float32 { return float32(float64(thousandths) / milli) }

// oneByte encodes a number below 128, which takes one byte in protobuf.
func oneByte(n int) byte { return byte(n) } //nolint:gosec // seats and their entries are that small
