package protocol

import (
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// AppendPacked appends op 103 as a PackedSnapshot.
func (m *Moves) AppendPacked(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return m.appendPackedJSON(dst)
	}
	return m.appendPackedProtobuf(dst)
}

// numbers is how a PackedSnapshot tells where a player is.
func numbers(seat int, at game.Vec) [4]int64 {
	return [4]int64{int64(seat), int64(at.X), int64(at.Y), int64(at.Z)}
}

func (m *Moves) appendPackedJSON(dst []byte) []byte {
	dst = m.beginJSON(dst)
	for rest := m.Shown; rest != 0; rest &= rest - 1 {
		seat := lowest(rest)
		for i, n := range numbers(seat, m.Places.At(seat)) {
			if i > 0 || rest != m.Shown {
				dst = append(dst, ',')
			}
			dst = strconv.AppendInt(dst, n, 10)
		}
	}
	return m.endJSON(dst)
}

func (m *Moves) appendPackedProtobuf(dst []byte) []byte {
	dst = m.appendTick(dst)
	if m.Shown != 0 {
		dst = protowire.AppendTag(dst, 2, protowire.BytesType)
		dst = protowire.AppendVarint(dst, m.packedSize())
		for rest := m.Shown; rest != 0; rest &= rest - 1 {
			seat := lowest(rest)
			for _, n := range numbers(seat, m.Places.At(seat)) {
				dst = protowire.AppendVarint(dst, protowire.EncodeZigZag(n))
			}
		}
	}
	return m.appendHidden(dst)
}

// packedSize is the length of the positions, which protobuf wants before them.
func (m *Moves) packedSize() uint64 {
	size := 0
	for rest := m.Shown; rest != 0; rest &= rest - 1 {
		seat := lowest(rest)
		for _, n := range numbers(seat, m.Places.At(seat)) {
			size += protowire.SizeVarint(protowire.EncodeZigZag(n))
		}
	}
	return uint64(size)
}
