package client

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// readProtobuf reads every form: the entries of a Snapshot are those of Courses without
// a direction, and those of a PackedSnapshot are one list of numbers.
func (u *Update) readProtobuf(data []byte, packed bool) {
	EachField(data, func(number protowire.Number, scalar uint64, field []byte) {
		switch {
		case number == 1:
			u.Tick = int64(scalar)
		case number == 2 && packed:
			u.readEntries(field)
		case number == 2:
			u.readEntry(field)
		case number == 3:
			u.readHidden(field)
		}
	})
}

func (u *Update) readEntry(entry []byte) {
	index, at, direction := 0, game.Vec{}, game.Vec{}
	EachField(entry, func(number protowire.Number, scalar uint64, _ []byte) {
		switch number {
		case 1:
			index = int(scalar)
		case 2:
			at.X = milliOf(scalar)
		case 3:
			at.Y = milliOf(scalar)
		case 4:
			at.Z = milliOf(scalar)
		case 5:
			direction.X = milliOf(scalar)
		case 6:
			direction.Z = milliOf(scalar)
		}
	})
	u.show(index, at, direction)
}

func (u *Update) readHidden(packed []byte) {
	for len(packed) > 0 {
		index, length := protowire.ConsumeVarint(packed)
		if length < 0 {
			return
		}
		packed = packed[length:]
		u.hide(int64(index))
	}
}

func milliOf(bits uint64) int32 { return Milli(math.Float32frombits(uint32(bits))) }

// Milli turns units of the map into thousandths.
func Milli(units float32) int32 { return int32(math.Round(float64(units) * game.Milli)) }
