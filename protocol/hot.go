package protocol

import (
	"math"
	"math/bits"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// AppendPosition appends op 1 as it is sent: where a player is.
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

// AppendHidden appends op 1 that says that its sender left sight.
func AppendHidden(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return append(dst, `{"hidden":true}`...)
	}
	dst = protowire.AppendTag(dst, 4, protowire.VarintType)
	return protowire.AppendVarint(dst, 1)
}

// Places tells where seats are.
type Places interface {
	At(seat int) game.Vec
}

// Moves is what op 103 tells: the positions of the seats in Shown, and the
// indexes of those in Hidden.
type Moves struct {
	Tick          int64
	Shown, Hidden game.Audience
	Places        Places
}

// Append appends op 103.
func (m *Moves) Append(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return m.appendJSON(dst)
	}
	return m.appendProtobuf(dst)
}

func (m *Moves) appendJSON(dst []byte) []byte {
	dst = append(dst, `{"tick":`...)
	dst = strconv.AppendInt(dst, m.Tick, 10)
	dst = append(dst, `,"positions":[`...)
	for rest := m.Shown; rest != 0; rest &= rest - 1 {
		if rest != m.Shown {
			dst = append(dst, ',')
		}
		seat := lowest(rest)
		dst = append(dst, `{"index":`...)
		dst = strconv.AppendInt(dst, int64(seat), 10)
		dst = append(dst, ',')
		dst = appendPlaceJSON(dst, m.Places.At(seat))
		dst = append(dst, '}')
	}
	dst = append(dst, `],"hidden":[`...)
	for rest := m.Hidden; rest != 0; rest &= rest - 1 {
		if rest != m.Hidden {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(lowest(rest)), 10)
	}
	return append(dst, ']', '}')
}

func (m *Moves) appendProtobuf(dst []byte) []byte {
	if m.Tick != 0 {
		dst = protowire.AppendTag(dst, 1, protowire.VarintType)
		dst = protowire.AppendVarint(dst, uint64(m.Tick)) //nolint:gosec // a protobuf int64 is its two's complement
	}
	for rest := m.Shown; rest != 0; rest &= rest - 1 {
		dst = m.appendEntry(dst, lowest(rest))
	}
	if m.Hidden == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, 3, protowire.BytesType)
	dst = append(dst, small(bits.OnesCount16(uint16(m.Hidden)))) // each index takes one byte
	for rest := m.Hidden; rest != 0; rest &= rest - 1 {
		dst = append(dst, small(lowest(rest)))
	}
	return dst
}

// appendEntry appends one SnapshotPosition. It is shorter than 128 bytes, so
// its length takes one byte, which is filled in afterwards.
func (m *Moves) appendEntry(dst []byte, seat int) []byte {
	dst = protowire.AppendTag(dst, 2, protowire.BytesType)
	dst = append(dst, 0)
	start := len(dst)
	if seat != 0 {
		dst = protowire.AppendTag(dst, 1, protowire.VarintType)
		dst = append(dst, small(seat))
	}
	at := m.Places.At(seat)
	for i, n := range [3]int32{at.X, at.Y, at.Z} {
		if n != 0 {
			dst = appendFloat(dst, protowire.Number(i+2), n)
		}
	}
	dst[start-1] = small(len(dst) - start)
	return dst
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

// units turns thousandths into units of the map.
func units(thousandths int32) float32 { return float32(float64(thousandths) / milli) }

func lowest(a game.Audience) int { return bits.TrailingZeros16(uint16(a)) }

// small is a number below 128, which is one byte in protobuf.
func small(n int) byte { return byte(n) } //nolint:gosec // seats and their entries are that small
