package protocol

import (
	"google.golang.org/protobuf/encoding/protowire"
)

// axes says how the messages with coordinates call each of the three. A name
// that is "" is not in the message.
type axes [3]struct {
	name   string
	alias  string // the guide's client writes capital letters
	number protowire.Number
}

var (
	positionAxes = axes{{"x", "X", 1}, {"y", "Y", 2}, {"z", "Z", 3}}
	moveAxes     = axes{{name: "dx", number: 1}, {}, {name: "dz", number: 2}}
)

// named finds the axis of a JSON name; -1 if there is none.
func (a *axes) named(name []byte) int {
	for i := range a {
		if len(name) > 0 && (string(name) == a[i].name || string(name) == a[i].alias) {
			return i
		}
	}
	return -1
}

// numbered finds the axis of a field's number; -1 if there is none.
func (a *axes) numbered(number protowire.Number) int {
	for i := range a {
		if number == a[i].number {
			return i
		}
	}
	return -1
}
