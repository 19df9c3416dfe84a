package protocol

import (
	"math/bits"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

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

// AppendSnapshot appends op 103 as a Snapshot.
func (m *Moves) AppendSnapshot(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return m.appendJSON(dst)
	}
	return m.appendProtobuf(dst)
}

func (m *Moves) appendJSON(dst []byte) []byte {
	dst = m.beginJSON(dst)
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
	return m.endJSON(dst)
}

// beginJSON and endJSON are what is around the positions.
func (m *Moves) beginJSON(dst []byte) []byte {
	dst = append(dst, `{"tick":`...)
	dst = strconv.AppendInt(dst, m.Tick, 10)
	return append(dst, `,"positions":[`...)
}

func (m *Moves) endJSON(dst []byte) []byte {
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
	dst = m.appendTick(dst)
	for rest := m.Shown; rest != 0; rest &= rest - 1 {
		dst = m.appendEntry(dst, lowest(rest))
	}
	return m.appendHidden(dst)
}

func (m *Moves) appendTick(dst []byte) []byte {
	if m.Tick == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, 1, protowire.VarintType)
	return protowire.AppendVarint(dst, uint64(m.Tick)) //nolint:gosec // a protobuf int64 is its two's complement
}

func (m *Moves) appendHidden(dst []byte) []byte {
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
