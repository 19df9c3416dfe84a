package bots

import (
	"math/bits"

	"sagishi/game"
)

// Positions says where the player of a seat is, as others see it.
type Positions interface{ At(seat int) game.Vec }

// See reads the positions that the seat is sent in this tick. It asks only for the
// seats that are shown.
func (b *Bot) See(shown, hidden game.Audience, positions Positions) {
	if shown|hidden != 0 {
		b.viewStale = true
	}
	for rest := uint16(shown); rest != 0; rest &= rest - 1 {
		seat := bits.TrailingZeros16(rest)
		if seat == b.Seat {
			b.at = positions.At(seat)
			continue
		}
		b.others[seat].at, b.others[seat].seenAt = positions.At(seat), b.now
	}
	for rest := uint16(hidden); rest != 0; rest &= rest - 1 {
		b.others[bits.TrailingZeros16(rest)].seenAt = -1
	}
	if b.alive && b.phase == game.Playing && b.timeToWatch() {
		b.updateCompany()
	}
}
