package client

import (
	"sagishi/game"
	"sagishi/protocol"
)

// Mode is how a client receives positions: the join metadata "positions".
type Mode string

// The modes.
const (
	Each     Mode = "" // op 1 for each player
	Snapshot Mode = "snapshot"
	Packed   Mode = "packed"
	Course   Mode = "course"
)

// Update is the content of op 103. At and Direction hold nothing of use for seats
// that are not in Shown. Directions are in thousandths; only courses have them.
type Update struct {
	Tick          int64
	Shown, Hidden game.Audience
	At, Direction [game.MaxSeats]game.Vec
}

// Read reads op 103. It does not allocate. It relies on the server's order of the
// fields in JSON.
func (u *Update) Read(mode Mode, encoding protocol.Encoding, data []byte) {
	u.Tick, u.Shown, u.Hidden = 0, 0, 0
	switch {
	case mode == Packed && encoding == protocol.JSON:
		u.readPackedJSON(data)
	case encoding == protocol.JSON:
		u.readJSON(data, mode == Course)
	default:
		u.readProtobuf(data, mode == Packed)
	}
}

func (u *Update) show(index int, at, direction game.Vec) {
	if index < 0 || index >= game.MaxSeats {
		return
	}
	u.Shown |= game.Only(index)
	u.At[index], u.Direction[index] = at, direction
}

func (u *Update) hide(index int64) {
	if index >= 0 && index < game.MaxSeats {
		u.Hidden |= game.Only(int(index))
	}
}
