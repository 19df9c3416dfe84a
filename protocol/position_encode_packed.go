package protocol

import (
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// AppendPacked appends op 103 as a PackedSnapshot.
func (u *PositionUpdate) AppendPacked(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return u.appendPackedJSON(dst)
	}
	return u.appendPackedProtobuf(dst)
}

// packedNumbers are the four numbers of a player in a PackedSnapshot.
func packedNumbers(seat int, at game.Vec) [4]int64 {
	return [4]int64{int64(seat), int64(at.X), int64(at.Y), int64(at.Z)}
}

func (u *PositionUpdate) appendPackedJSON(dst []byte) []byte {
	dst = beginJSON(dst, u.Tick, "positions")
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		for i, n := range packedNumbers(seat, u.Positions.At(seat)) {
			if i > 0 || rest != u.Shown {
				dst = append(dst, ',')
			}
			dst = strconv.AppendInt(dst, n, 10)
		}
	}
	return endJSON(dst, u.Hidden)
}

func (u *PositionUpdate) appendPackedProtobuf(dst []byte) []byte {
	dst = appendTick(dst, u.Tick)
	if u.Shown != 0 {
		dst = protowire.AppendTag(dst, 2, protowire.BytesType)
		dst = protowire.AppendVarint(dst, u.packedSize())
		for rest := u.Shown; rest != 0; rest &= rest - 1 {
			seat := rest.First()
			for _, n := range packedNumbers(seat, u.Positions.At(seat)) {
				dst = protowire.AppendVarint(dst, protowire.EncodeZigZag(n))
			}
		}
	}
	return appendHidden(dst, u.Hidden)
}

// packedSize is the length of the positions in bytes. Protobuf writes it before
// them.
func (u *PositionUpdate) packedSize() uint64 {
	size := 0
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		for _, n := range packedNumbers(seat, u.Positions.At(seat)) {
			size += protowire.SizeVarint(protowire.EncodeZigZag(n))
		}
	}
	return uint64(size)
}
