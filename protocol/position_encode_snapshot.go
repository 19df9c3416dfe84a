package protocol

import (
	"math/bits"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// Positions returns the position of a seat.
type Positions interface {
	At(seat int) game.Vec
}

// PositionUpdate is the content of op 103: the positions of the seats in Shown,
// and the seats in Hidden, which left the recipient's sight.
type PositionUpdate struct {
	Tick          int64
	Shown, Hidden game.Audience
	Positions     Positions
}

// AppendSnapshot appends op 103 as a Snapshot.
func (u *PositionUpdate) AppendSnapshot(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return u.appendJSON(dst)
	}
	return u.appendProtobuf(dst)
}

func (u *PositionUpdate) appendJSON(dst []byte) []byte {
	dst = u.beginJSON(dst)
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		if rest != u.Shown {
			dst = append(dst, ',')
		}
		seat := lowestSeat(rest)
		dst = append(dst, `{"index":`...)
		dst = strconv.AppendInt(dst, int64(seat), 10)
		dst = append(dst, ',')
		dst = appendPlaceJSON(dst, u.Positions.At(seat))
		dst = append(dst, '}')
	}
	return u.endJSON(dst)
}

// beginJSON and endJSON append what comes before and after the positions.
func (u *PositionUpdate) beginJSON(dst []byte) []byte {
	dst = append(dst, `{"tick":`...)
	dst = strconv.AppendInt(dst, u.Tick, 10)
	return append(dst, `,"positions":[`...)
}

func (u *PositionUpdate) endJSON(dst []byte) []byte {
	dst = append(dst, `],"hidden":[`...)
	for rest := u.Hidden; rest != 0; rest &= rest - 1 {
		if rest != u.Hidden {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(lowestSeat(rest)), 10)
	}
	return append(dst, ']', '}')
}

func (u *PositionUpdate) appendProtobuf(dst []byte) []byte {
	dst = u.appendTick(dst)
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		dst = u.appendEntry(dst, lowestSeat(rest))
	}
	return u.appendHidden(dst)
}

func (u *PositionUpdate) appendTick(dst []byte) []byte {
	if u.Tick == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, 1, protowire.VarintType)
	return protowire.AppendVarint(dst, uint64(u.Tick)) //nolint:gosec // a protobuf int64 is its two's complement
}

func (u *PositionUpdate) appendHidden(dst []byte) []byte {
	if u.Hidden == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, 3, protowire.BytesType)
	dst = append(dst, oneByte(bits.OnesCount16(uint16(u.Hidden)))) // each index takes one byte
	for rest := u.Hidden; rest != 0; rest &= rest - 1 {
		dst = append(dst, oneByte(lowestSeat(rest)))
	}
	return dst
}

// appendEntry appends one SnapshotPosition. It is shorter than 128 bytes, so
// its length takes one byte, which is set at the end.
func (u *PositionUpdate) appendEntry(dst []byte, seat int) []byte {
	dst = protowire.AppendTag(dst, 2, protowire.BytesType)
	dst = append(dst, 0)
	start := len(dst)
	if seat != 0 {
		dst = protowire.AppendTag(dst, 1, protowire.VarintType)
		dst = append(dst, oneByte(seat))
	}
	at := u.Positions.At(seat)
	for i, n := range [3]int32{at.X, at.Y, at.Z} {
		if n != 0 {
			dst = appendFloat(dst, protowire.Number(i+2), n)
		}
	}
	dst[start-1] = oneByte(len(dst) - start)
	return dst
}
