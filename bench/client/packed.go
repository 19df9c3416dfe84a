package client

import (
	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// readEntries reads four numbers a player.
func (u *Update) readEntries(packed []byte) {
	var numbers [4]int64
	for n := 0; len(packed) > 0; n++ {
		value, length := protowire.ConsumeVarint(packed)
		if length < 0 {
			return
		}
		packed = packed[length:]
		numbers[n%4] = protowire.DecodeZigZag(value)
		if n%4 == 3 {
			u.showPacked(numbers)
		}
	}
}

func (u *Update) readPackedJSON(data []byte) {
	u.readTickJSON(data)
	var numbers [4]int64
	n := 0
	eachNumber(textWithin(data, `"positions":[`), func(value int64) {
		numbers[n%4] = value
		if n%4 == 3 {
			u.showPacked(numbers)
		}
		n++
	})
	u.readHiddenJSON(data)
}

func (u *Update) showPacked(numbers [4]int64) {
	u.show(int(numbers[0]), game.Vec{X: int32(numbers[1]), Y: int32(numbers[2]), Z: int32(numbers[3])}, game.Vec{})
}
