package protocol

import (
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
	dst = beginJSON(dst, u.Tick, "positions")
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		dst = beginEntryJSON(dst, rest == u.Shown, seat, u.Positions.At(seat))
		dst = append(dst, '}')
	}
	return endJSON(dst, u.Hidden)
}

// beginEntryJSON begins the entry of a player.
func beginEntryJSON(dst []byte, first bool, seat int, at game.Vec) []byte {
	if !first {
		dst = append(dst, ',')
	}
	dst = append(dst, `{"index":`...)
	dst = strconv.AppendInt(dst, int64(seat), 10)
	dst = append(dst, ',')
	return appendPlaceJSON(dst, at)
}

// beginJSON and endJSON append what comes before and after the list of players.
func beginJSON(dst []byte, tick int64, list string) []byte {
	dst = append(dst, `{"tick":`...)
	dst = strconv.AppendInt(dst, tick, 10)
	dst = append(dst, `,"`...)
	dst = append(dst, list...)
	return append(dst, `":[`...)
}

func endJSON(dst []byte, hidden game.Audience) []byte {
	dst = append(dst, `],"hidden":[`...)
	for rest := hidden; rest != 0; rest &= rest - 1 {
		if rest != hidden {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(rest.First()), 10)
	}
	return append(dst, ']', '}')
}

func (u *PositionUpdate) appendProtobuf(dst []byte) []byte {
	dst = appendTick(dst, u.Tick)
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		dst = appendEntry(dst, seat, game.Course{At: u.Positions.At(seat)})
	}
	return appendHidden(dst, u.Hidden)
}

func appendTick(dst []byte, tick int64) []byte {
	if tick == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, 1, protowire.VarintType)
	return protowire.AppendVarint(dst, uint64(tick)) //nolint:gosec // a protobuf int64 is its two's complement
}

func appendHidden(dst []byte, hidden game.Audience) []byte {
	if hidden == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, 3, protowire.BytesType)
	dst = append(dst, oneByte(hidden.Count())) // each index takes one byte
	for rest := hidden; rest != 0; rest &= rest - 1 {
		dst = append(dst, oneByte(rest.First()))
	}
	return dst
}

// appendEntry appends one Course, or one SnapshotPosition, which is a Course without
// a direction. It is shorter than 128 bytes, so its length takes one byte, which is
// set at the end.
func appendEntry(dst []byte, seat int, course game.Course) []byte {
	dst = protowire.AppendTag(dst, 2, protowire.BytesType)
	dst = append(dst, 0)
	start := len(dst)
	if seat != 0 {
		dst = protowire.AppendTag(dst, 1, protowire.VarintType)
		dst = append(dst, oneByte(seat))
	}
	at, direction := course.At, course.Direction
	for i, n := range [5]int32{at.X, at.Y, at.Z, direction.X, direction.Z} {
		if n != 0 {
			dst = appendFloat(dst, protowire.Number(i+2), n)
		}
	}
	dst[start-1] = oneByte(len(dst) - start)
	return dst
}
